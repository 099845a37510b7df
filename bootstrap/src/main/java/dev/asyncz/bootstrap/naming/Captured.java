package dev.asyncz.bootstrap.naming;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one field in which a class keeps the work that it wraps. */
final class Captured {
    /** What those call the work that they wrap who have not made the field final. */
    private static final String[] DELEGATES = {
        "delegate", "wrapped", "inner", "target", "runnable", "callable", "command", "task", "work", "job"
    };

    private Captured() {}

    /** How sure one has to be that a class wraps work, rather than has something else to do with it. */
    enum Shape {
        /** A lambda or an anonymous class: what it knows as nothing but a Runnable, it can only run. */
        UNNAMED,

        /** A class of a library: whatever work it keeps, that is what it is for. */
        LIBRARY,

        /** A class of the application: it may well be the work itself, and has to look like a decorator. */
        APPLICATION
    }

    /**
     * The field of {@code type}, open to be read; null where there is none, or several, or where it may not be read.
     */
    @SuppressWarnings("removal") // Only matters where there is a security manager.
    static @Nullable Field in(Class<?> type, Shape shape) {
        return AccessController.doPrivileged(new PrivilegedAction<@Nullable Field>() {
            @Override
            public @Nullable Field run() {
                return found(type, shape);
            }
        });
    }

    private static @Nullable Field found(Class<?> type, Shape shape) {
        try {
            Field work = only(type, shape, true, Runnable.class, Callable.class, TimerTask.class);
            if (work == null && shape == Shape.LIBRARY) {
                work = only(type, shape, false, Runnable.class, Callable.class);
            }
            if (work == null && shape != Shape.APPLICATION && !isMethodOfSpring(type)) {
                work = only(type, shape, true, Supplier.class);
            }
            if (work == null && shape != Shape.LIBRARY) {
                work = ownWork(type);
            }
            return work == null ? null : opened(work);
        } catch (Throwable unreadable) {
            // A class that reflection cannot read, or whose module stays closed: it goes by its own name.
            return null;
        }
    }

    /** Its supplier is one of observations. */
    private static boolean isMethodOfSpring(Class<?> type) {
        return type.getName().startsWith(WorkClass.SPRING);
    }

    /** What a runner keeps of what the application calls a task, in an interface of its own that it hands to nobody else. */
    private static @Nullable Field ownWork(Class<?> type) {
        Field found = null;
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (isOwnTask(field)) {
                    if (found != null) {
                        return null;
                    }
                    found = field;
                }
            }
        }
        return found;
    }

    private static boolean isOwnTask(Field field) {
        Class<?> type = field.getType();
        String name = type.getName();
        return type.isInterface()
                && (name.endsWith("Task") || name.endsWith("Job"))
                && !Libraries.WRAPPERS.own(name)
                && Modifier.isFinal(field.getModifiers())
                && !Modifier.isStatic(field.getModifiers());
    }

    /**
     * The field in which a lambda or an anonymous class keeps the object that its method belongs to; null if it has none.
     *
     * @param host the class that it is written in
     */
    static @Nullable Field outer(Class<?> type, String host) {
        return first(type, host, null);
    }

    /** The field of that name which {@code type} itself has; null if it has none. */
    static @Nullable Field named(Class<?> type, String name) {
        return first(type, null, name);
    }

    @SuppressWarnings("removal") // Only matters where there is a security manager.
    private static @Nullable Field first(Class<?> type, @Nullable String of, @Nullable String name) {
        return AccessController.doPrivileged(new PrivilegedAction<@Nullable Field>() {
            @Override
            public @Nullable Field run() {
                try {
                    for (Field field : type.getDeclaredFields()) {
                        boolean found = name == null
                                ? field.getType().getName().equals(of)
                                : field.getName().equals(name);
                        if (found && !Modifier.isStatic(field.getModifiers())) {
                            return opened(field);
                        }
                    }
                } catch (Throwable unreadable) {
                    // Goes by what else is known of it.
                }
                return null;
            }
        });
    }

    private static @Nullable Field only(Class<?> type, Shape shape, boolean exactly, Class<?>... works) {
        Field found = null;
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (isOneOf(works, field.getType(), exactly) && suits(field, type, shape)) {
                    if (found != null) {
                        return null;
                    }
                    found = field;
                }
            }
        }
        return found;
    }

    private static boolean isOneOf(Class<?>[] works, Class<?> type, boolean exactly) {
        for (Class<?> work : works) {
            if (exactly ? work == type : work.isAssignableFrom(type)) {
                return !Thread.class.isAssignableFrom(type);
            }
        }
        return false;
    }

    private static boolean suits(Field field, Class<?> type, Shape shape) {
        int modifiers = field.getModifiers();
        boolean outer = field.isSynthetic() && field.getName().startsWith("this$");
        return !Modifier.isStatic(modifiers)
                && !outer
                && (shape != Shape.APPLICATION || (isWork(type) && isWrapped(field, modifiers)));
    }

    private static boolean isWork(Class<?> type) {
        return Runnable.class.isAssignableFrom(type) || Callable.class.isAssignableFrom(type);
    }

    /** What is given once and for all; a callback may change, and goes by another name. */
    private static boolean isWrapped(Field field, int modifiers) {
        if (Modifier.isFinal(modifiers)) {
            return true;
        }
        for (String each : DELEGATES) {
            if (each.equals(field.getName())) {
                return true;
            }
        }
        return false;
    }

    static Field opened(Field field) {
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            Class<?> type = field.getDeclaringClass();
            JvmView jvm = JvmView.present();
            if (jvm == null) {
                throw closed;
            }
            jvm.open(type.getModule(), type.getPackageName());
            field.setAccessible(true);
        }
        return field;
    }
}
