package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.naming.ClassNames;
import dev.asyncz.bootstrap.naming.Infrastructure;
import dev.asyncz.bootstrap.naming.OtherAgents;
import dev.asyncz.bootstrap.naming.Place;
import dev.asyncz.bootstrap.naming.WorkClass;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Names for tasks that nobody has named: the class of a named Runnable or TimerTask, and for a lambda or an anonymous
 * class, whose own names change with every build, the place that scheduled it. What wraps work goes by the work. The
 * same from one start to the next.
 */
public final class TaskNames {
    /** So many wrappers are looked through. */
    private static final int DEEPEST = 3;

    private static final WeakIdentityMap<String> REMEMBERED = new WeakIdentityMap<>();

    private TaskNames() {}

    /**
     * Notes the name of {@code work} while the stack still shows who schedules it; the first name stays.
     *
     * @param work a Runnable, Callable or TimerTask of the application; null is ignored
     */
    public static void remember(@Nullable Object work) {
        try {
            if (work != null && remembered(work) == null) {
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
            Infrastructure.met(method.getDeclaringClass());
            REMEMBERED.put(work, ClassNames.qualified(method.getDeclaringClass().getName(), method.getName()));
        }
    }

    /** The name of {@code work}: the remembered one, else one made here and now. Never throws. */
    public static String of(Object work) {
        try {
            return nameOf(work);
        } catch (Throwable t) {
            return ClassNames.host(work.getClass().getName());
        }
    }

    /** As {@link #of(Object)}, for work whose {@code wrapper} may be remembered. */
    static String of(Object wrapper, Object work) {
        String remembered = remembered(wrapper);
        return remembered == null ? of(work) : remembered;
    }

    private static @Nullable String remembered(Object work) {
        return REMEMBERED.isEmpty() ? null : REMEMBERED.get(work);
    }

    private static String nameOf(Object work) {
        Object each = work;
        // Of the application: it names what it wraps if nothing else does.
        String decorator = null;
        for (int depth = 0; ; depth++) {
            String remembered = remembered(each);
            if (remembered != null) {
                return remembered;
            }
            WorkClass type = WorkClass.of(each);
            Object wrapped = depth < DEEPEST ? type.captured(each) : null;
            if (wrapped == null) {
                return nameOf(each, type, decorator);
            }
            if (decorator == null && type.names() && !type.isOfAgent() && !Infrastructure.owns(type.name())) {
                decorator = type.name();
            }
            each = wrapped;
        }
    }

    private static String nameOf(Object work, WorkClass type, @Nullable String decorator) {
        String method = type.isSprings() ? springMethod(work) : null;
        if (method != null) {
            type.meetTarget(work);
            return NamedTasks.nameOf(method);
        }
        if (type.names()) {
            return ofClass(type);
        }
        String nowhere = decorator != null ? decorator : type.host() + (type.isUnnamed() ? ".lambda" : "");
        boolean ofAgent = type.isOfAgent() && type.isUnnamed();
        Place place = type.place(!ofAgent && decorator == null);
        if (ofAgent) {
            return ofAgent(place == null ? nowhere : place.name(null));
        }
        return place == null ? nowhere : place.name(type.heir(work, place));
    }

    private static String ofAgent(@Nullable String task) {
        String name = String.valueOf(task);
        OtherAgents.ownsTask(BoundedName.of(name));
        return name;
    }

    /** Spring's own Runnables around a method print as "com.acme.Jobs.cleanup", from 5.3 to 7. */
    private static @Nullable String springMethod(Object work) {
        String text = work.toString();
        return ClassNames.isQualifiedMethod(text) ? ClassNames.withoutProxy(text) : null;
    }

    /** The name of the class, unless its method run is one that is named by hand. */
    private static String ofClass(WorkClass type) {
        String name = type.isOfAgent() ? ofAgent(type.name()) : type.name();
        if (!NamedTasks.isEmpty()) {
            String run = ClassNames.qualified(name, "run");
            String task = NamedTasks.nameOf(run);
            return task.equals(run) ? name : task;
        }
        return name;
    }
}
