package dev.asyncz.bootstrap;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Tasks that are named by hand: by an annotation, in the configuration, or around a piece of code. Never throws. */
public final class NamedTasks {
    /** By the qualified name of the method. */
    private static final ConcurrentMap<String, TaskPlan> METHODS = new ConcurrentHashMap<>();

    private NamedTasks() {}

    /**
     * Says that calls of a method are runs.
     *
     * @param method as in {@code com.acme.Batch.run}
     * @param task the task's name; empty for that of the method
     * @param how what named it
     */
    public static void name(String method, String task, String how) {
        METHODS.put(method, new TaskPlan(task.isEmpty() ? method : task, how, null, method, 0, TaskPlan.UNKNOWN));
    }

    /** The name of the task that a method, or what is said to be one, goes by; {@code method} if nobody has named it. */
    static String nameOf(String method) {
        if (METHODS.isEmpty()) {
            return method;
        }
        TaskPlan plan = METHODS.get(method);
        return plan == null ? method : plan.task();
    }

    /**
     * Begins a run of the method's task, unless its scheduler, or a call further out, has begun it.
     *
     * @return for {@link #end}
     */
    public static @Nullable Object begin(Class<?> type, String method) {
        TaskPlan plan = METHODS.get(Runs.method(type.getName(), method));
        Run current = RunScope.current();
        return plan == null || (current != null && current.task().equals(plan.task())) ? null : new Begun(plan);
    }

    /** Begins a run of a task by its name; null is none. */
    public static @Nullable Object begin(@Nullable String task) {
        return task == null || task.isBlank()
                ? null
                : new Begun(new TaskPlan(task, "TaskScope", null, null, 0, TaskPlan.UNKNOWN));
    }

    /** Says that a run has failed, if it is under way. */
    public static void fail(@Nullable Object begun, @Nullable Throwable failure) {
        if (begun instanceof Begun run && run.scope != null) {
            RunScope.failed(failure);
        }
    }

    /** Ends a run, once. */
    public static void end(@Nullable Object begun) {
        if (begun instanceof Begun run) {
            Object scope = run.scope;
            run.scope = null;
            RunScope.end(scope);
        }
    }

    /** A run that may be ended more than once. */
    private static final class Begun {
        private @Nullable Object scope;

        Begun(TaskPlan plan) {
            scope = RunScope.begin(plan);
        }
    }
}
