package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.naming.Libraries;

/** What a scheduler of the JDK has been given, by its class. */
enum WorkKind {
    /** An application's work: each execution is a run. */
    RUN,

    /** A layer above that names its runs better: it begins them itself. */
    SPRING,

    /** Something that works for whoever has set it up: a timeout, a step of a reactive chain. No run of its own. */
    PLUMBING,

    /** The agent's own. */
    OWN;

    /** The name of the agent's own loader: what its libraries schedule is nobody's task. */
    private static final String AGENT_LOADER = "asyncz";

    private static final String SPRING_HANDLER =
            "org.springframework.scheduling.support.DelegatingErrorHandlingRunnable";

    /** Its lambdas start a thread, and there the handler above. */
    private static final String SPRING_STARTER = "org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler$$";

    private static final ClassValue<WorkKind> KINDS = new ClassValue<>() {
        @Override
        protected WorkKind computeValue(Class<?> type) {
            return compute(type);
        }
    };

    static WorkKind of(Object work) {
        return KINDS.get(work.getClass());
    }

    private static WorkKind compute(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader != null && AGENT_LOADER.equals(loader.getName())) {
            return OWN;
        }
        String name = type.getName();
        if (Libraries.PLUMBING.own(name)) {
            return PLUMBING;
        }
        if (name.startsWith(SPRING_STARTER)) {
            return SPRING;
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (SPRING_HANDLER.equals(each.getName())) {
                return SPRING;
            }
        }
        return RUN;
    }
}
