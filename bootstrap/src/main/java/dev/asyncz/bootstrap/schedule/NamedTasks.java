package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.naming.ClassNames;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Tasks that are named by hand: by an annotation, in the configuration, or around a piece of code. Never throws. */
public final class NamedTasks {
    /** An application with more has its classes made at run time; those made longest ago are the likeliest to be gone. */
    static final int MAX_METHODS = 5_000;

    /** By the qualified name of the method. */
    private static final ConcurrentMap<String, TaskPlan> METHODS = new ConcurrentHashMap<>();

    /** The methods in the order in which they came. */
    private static final ArrayDeque<String> ORDER = new ArrayDeque<>();

    private NamedTasks() {}

    /**
     * Says that calls of a method are runs.
     *
     * @param method as in {@code com.acme.Batch.run}
     * @param task the task's name; empty for that of the method
     * @param how what named it
     */
    public static void name(String method, String task, String how) {
        TaskPlan plan = new TaskPlan(task.isEmpty() ? method : task, how, TaskPlan.CALLED, method, 0, TaskPlan.UNKNOWN);
        synchronized (ORDER) {
            if (METHODS.put(method, plan) == null) {
                ORDER.add(method);
                if (ORDER.size() > MAX_METHODS) {
                    METHODS.remove(ORDER.remove());
                }
            }
        }
    }

    /** As {@link #name}, of a method that somebody wrote down, and that nothing may ever meet: the dashboard shows that. */
    public static void expect(String method, String how) {
        name(method, "", how);
        announce(method, "not met yet: its class has not been loaded");
    }

    /** Says that the class of a named method is there, and the method too. */
    public static void met(String method) {
        announce(method, TaskPlan.CALLED);
    }

    /** Says that the class of a named method is there, and that it has no such method. */
    public static void missed(String method) {
        TaskPlan plan = METHODS.get(method);
        announce(method, "never: its class has no such method");
        Hub.failed(
                (plan == null ? "" : plan.scheduler() + ": ") + method
                        + " is no task, as its class has no method of that"
                        + " name with a body; one that is inherited goes by the class that has it",
                null);
    }

    private static void announce(String method, String words) {
        TaskPlan plan = METHODS.get(method);
        if (plan != null) {
            Plans.announce(new TaskPlan(plan.task(), plan.scheduler(), words, method, 0, TaskPlan.UNKNOWN));
        }
    }

    /** Whether nothing is named by hand, as in most applications. */
    static boolean isEmpty() {
        return METHODS.isEmpty();
    }

    /** The name of the task that a method, or what is said to be one, goes by; {@code method} if nobody has named it. */
    public static String nameOf(String method) {
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
        TaskPlan plan = METHODS.get(ClassNames.qualified(type.getName(), method));
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
