package dev.asyncz.bootstrap;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names for tasks that nobody has named: the class of a named Runnable or TimerTask, and for a lambda or an anonymous
 * class, whose own names change with every build, the place that scheduled it. The same from one start to the next.
 */
public final class TaskNames {
    private static final StackWalker STACK = StackWalker.getInstance();

    /** What wraps the work of others: its name says nothing, and the place that scheduled it says more. */
    private static final String[] WRAPPERS = {
        "java.",
        "javax.",
        "jdk.",
        "org.springframework.scheduling.",
        "org.springframework.core.task.",
        "org.springframework.security.concurrent.",
        "io.micronaut.scheduling.",
        "io.micrometer.context.",
        "io.micrometer.core.instrument.",
        "io.opentelemetry.context.",
        "com.google.common.util.concurrent.",
        "com.alibaba.ttl.",
    };

    /** What lies on the stack between a place in the application and its scheduler, besides wrappers. */
    private static final String[] BETWEEN = {
        "sun.", "com.sun.", "dev.asyncz.bootstrap.", "org.springframework.", "org.quartz.", "io.micronaut.",
    };

    private static final Pattern LAMBDA_METHOD = Pattern.compile("lambda\\$(.+)\\$\\d+");
    private static final Pattern QUALIFIED_METHOD =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)+");
    private static final Pattern PROXY_SUFFIX = Pattern.compile("\\$\\$[^.]*");

    private static final WeakIdentityMap<String> REMEMBERED = new WeakIdentityMap<>();

    private TaskNames() {}

    /**
     * Notes the name of {@code work} while the stack still shows who schedules it; the first name stays.
     *
     * @param work a Runnable, Callable or TimerTask of the application; null is ignored
     */
    public static void remember(@Nullable Object work) {
        try {
            if (work != null && REMEMBERED.get(work) == null) {
                REMEMBERED.put(work, of(work));
            }
        } catch (Throwable t) {
            Hub.failed("a scheduled task could not be named; it goes by its class", t);
        }
    }

    /** Notes that {@code wrapper} goes by the name of the {@code work} it wraps. */
    public static void rememberAs(@Nullable Object wrapper, @Nullable Object work) {
        try {
            if (wrapper != null && work != null) {
                REMEMBERED.put(wrapper, of(work));
            }
        } catch (Throwable t) {
            Hub.failed("a scheduled task could not be named; it goes by its class", t);
        }
    }

    /** Notes that {@code work} does nothing but call a method, and goes by its name. */
    public static void rememberMethod(@Nullable Object work, @Nullable Method method) {
        if (work != null && method != null) {
            REMEMBERED.put(work, Runs.method(method.getDeclaringClass().getName(), method.getName()));
        }
    }

    /** The name of {@code work}: the remembered one, else one made here and now. Never throws. */
    public static String of(Object work) {
        String remembered = REMEMBERED.get(work);
        if (remembered != null) {
            return remembered;
        }
        Class<?> type = work.getClass();
        try {
            String method = springMethod(work, type);
            if (method != null) {
                return NamedTasks.nameOf(method);
            }
            if (startsWithAny(type.getName(), WRAPPERS)) {
                // A wrapper may wrap anything, and may be on the stack on its own account.
                return place("").orElse(host(type));
            }
            return isNamed(type)
                    ? ofClass(PROXY_SUFFIX.matcher(type.getName()).replaceAll(""))
                    : place(host(type)).orElse(host(type) + ".lambda");
        } catch (Throwable t) {
            // A class file that reflection cannot read, such as some that Scala makes.
            return host(type);
        }
    }

    /** Spring's own Runnables around a method print as "com.acme.Jobs.cleanup", from 5.3 to 7, wrapped or not. */
    private static @Nullable String springMethod(Object work, Class<?> type) {
        if (!type.getName().startsWith("org.springframework.scheduling.")) {
            return null;
        }
        String text = work.toString();
        return QUALIFIED_METHOD.matcher(text).matches()
                ? PROXY_SUFFIX.matcher(text).replaceAll("")
                : null;
    }

    /** The name of the class, unless its method run is one that is named by hand. */
    private static String ofClass(String name) {
        String run = Runs.method(name, "run");
        String task = NamedTasks.nameOf(run);
        return task.equals(run) ? name : task;
    }

    private static boolean isNamed(Class<?> type) {
        return !type.isHidden() && !type.isSynthetic() && !type.isAnonymousClass();
    }

    /** The class that a lambda or an anonymous class is written in: its name up to the first "$$Lambda" or "$1". */
    private static String host(Class<?> type) {
        return type.getName().replaceFirst("(\\$\\$Lambda|\\$\\d+(?=$|\\$)|/).*", "");
    }

    /** The frame in the class {@code host} that the work is written in, else the first that is not a framework's. */
    private static Optional<String> place(String host) {
        return STACK.walk(frames -> {
            StackWalker.StackFrame first = null;
            for (var each = frames.iterator(); each.hasNext(); ) {
                StackWalker.StackFrame frame = each.next();
                if (host.equals(host(frame.getClassName()))) {
                    return Optional.of(describe(frame));
                }
                if (first == null && !isFramework(frame.getClassName())) {
                    first = frame;
                }
            }
            return Optional.ofNullable(first).map(TaskNames::describe);
        });
    }

    private static String host(String className) {
        return className.replaceFirst("\\$\\d+(?=$|\\$).*", "");
    }

    private static String describe(StackWalker.StackFrame frame) {
        String method = LAMBDA_METHOD.matcher(frame.getMethodName()).replaceAll("$1");
        String type = PROXY_SUFFIX.matcher(frame.getClassName()).replaceAll("");
        return type + "." + method + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "");
    }

    private static boolean isFramework(String className) {
        return startsWithAny(className, WRAPPERS) || startsWithAny(className, BETWEEN);
    }

    static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
