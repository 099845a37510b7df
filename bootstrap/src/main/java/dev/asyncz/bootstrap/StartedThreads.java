package dev.asyncz.bootstrap;

import java.lang.StackWalker.StackFrame;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that a run has started and that have not asked for their run yet. A thread that a library starts on the way,
 * such as the worker of a pool that is made lazily, is the library's: it will work for others.
 */
public final class StartedThreads {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final WeakIdentityMap<Run> STARTED = new WeakIdentityMap<>();

    /** What starts a thread for a single piece of work, on behalf of whoever has it done. */
    private static final String[] FOR_OTHERS = {
        "java.util.concurrent.ThreadPerTaskExecutor",
        "java.util.concurrent.StructuredTaskScope",
        "org.springframework.core.task.",
    };

    /** What lies between a thread and whoever starts it. */
    private static final String[] BETWEEN = {"java.lang.", "jdk.internal.", "dev.asyncz.bootstrap."};

    private StartedThreads() {}

    /** Notes that {@code thread} is about to be started. Never throws. */
    public static void starting(Thread thread) {
        Run run = RunScope.current();
        if (run == null) {
            return;
        }
        try {
            if (STACK.walk(new IsForTheRun())) {
                STARTED.put(thread, run);
            }
        } catch (Throwable t) {
            Hub.failed("a thread could not be followed; its lines are unbound", t);
        }
    }

    /** Lets the current thread work for nobody: it is a worker of a pool, whoever has started it. */
    public static void pooled() {
        if (RunScope.current() != null) {
            RunScope.restore(null);
        }
    }

    /** The run that has started the current thread; null for most. Asked once by each thread. */
    static @Nullable Run take() {
        if (STARTED.isEmpty()) {
            return null;
        }
        Run run = STARTED.remove(Thread.currentThread());
        if (run != null) {
            run.joined();
        }
        return run;
    }

    /** Looks for the first frame that is not the JDK's way to start a thread. */
    private static final class IsForTheRun implements Function<Stream<StackFrame>, Boolean> {
        @Override
        public Boolean apply(Stream<StackFrame> frames) {
            for (var each = frames.iterator(); each.hasNext(); ) {
                String starter = each.next().getClassName();
                if (!TaskNames.startsWithAny(starter, BETWEEN)) {
                    return TaskNames.startsWithAny(starter, FOR_OTHERS) || !Infrastructure.owns(starter);
                }
            }
            return false;
        }
    }
}
