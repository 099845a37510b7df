package dev.asyncz.bootstrap.naming;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a class whose objects are scheduled: found once, and kept by the class itself, which it does not
 * outlive. Thread-safe.
 */
public final class WorkClass {
    static final String SPRING = "org.springframework.scheduling.";

    /** So many times the stack is asked for the place that schedules a lambda, before it is believed to be the only one. */
    private static final int ENOUGH = 32;

    private static final ClassValue<WorkClass> KNOWN = new ClassValue<>() {
        @Override
        protected WorkClass computeValue(Class<?> type) {
            return new WorkClass(type);
        }
    };

    private final String typeName;
    private final String name;
    private final String host;
    private final boolean unnamed;
    private final boolean wrapper;
    private final boolean ofAgent;
    private final @Nullable Field captured;
    private final @Nullable Field outer;
    private final @Nullable Field target;
    private volatile @Nullable Place place;
    private volatile int looks;

    private WorkClass(Class<?> type) {
        typeName = type.getName();
        name = ClassNames.withoutProxy(typeName);
        host = ClassNames.host(typeName);
        ofAgent = OtherAgents.owns(type);
        Infrastructure.met(type);
        unnamed = hasNoName(type);
        wrapper = Libraries.WRAPPERS.own(typeName);
        captured = Captured.in(type, shape());
        target = isSprings() ? Captured.named(type, "target") : null;
        outer = unnamed && !wrapper ? Captured.outer(type, host) : null;
    }

    /** What is known of the class of {@code work}. */
    public static WorkClass of(Object work) {
        return KNOWN.get(work.getClass());
    }

    public static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Without what a proxy has added. */
    public String name() {
        return name;
    }

    /** The class that a lambda or an anonymous class is written in; for any other, hardly more than its name. */
    public String host() {
        return host;
    }

    /** Whether it is one of Spring's own, around a method or around other work. */
    public boolean isSprings() {
        return typeName.startsWith(SPRING);
    }

    /** Notes the class of the object whose method one of Spring's calls. */
    public void meetTarget(Object work) {
        try {
            Object called = target == null ? null : target.get(work);
            if (called != null) {
                Infrastructure.met(called.getClass());
            }
        } catch (IllegalAccessException impossible) {
            // Goes by its name.
        }
    }

    /** Whether its name says what the work is: it is no lambda, no anonymous class and no wrapper. */
    public boolean names() {
        return !unnamed && !wrapper && !(ofAgent && captured != null);
    }

    /** Whether it is a lambda or an anonymous class of anybody but a wrapper. */
    public boolean isUnnamed() {
        return unnamed && !wrapper;
    }

    /** Whether it is of another agent. */
    public boolean isOfAgent() {
        return ofAgent;
    }

    /** The work that {@code work} wraps; null if it wraps none that is known. */
    public @Nullable Object captured(Object work) {
        try {
            return captured == null ? null : captured.get(work);
        } catch (IllegalAccessException impossible) {
            return null;
        }
    }

    /**
     * The class of the object whose method has made {@code work}, where that has inherited it; null for any other. What
     * several classes share says less of their work than which of them it is.
     */
    public @Nullable String heir(Object work, Place at) {
        try {
            Object made = outer == null || !at.isIn(host) ? null : outer.get(work);
            WorkClass type = made == null ? null : of(made);
            return type == null || !type.names() || type.name.equals(host) ? null : type.name;
        } catch (IllegalAccessException impossible) {
            return null;
        }
    }

    /**
     * The place that schedules objects of this class, by the stack: once it has always been the same one for long
     * enough, the stack is not asked any more.
     *
     * @param orFirst whether, where the class that this one is written in does not schedule it, the first place is meant
     *     that is no framework's
     * @return null if the stack does not show any
     */
    public @Nullable Place place(boolean orFirst) {
        Place known = place;
        if (known != null && looks >= ENOUGH) {
            return known;
        }
        // A wrapper may wrap anything, and may be on the stack on its own account.
        Place found = CallSite.find(isUnnamed() ? host : "", orFirst);
        if (isUnnamed() && found != null) {
            int before = looks;
            boolean same = known == null || known.isSame(found);
            looks = same ? before + 1 : Integer.MIN_VALUE;
            found = same && known != null ? known : found;
            place = found;
        }
        return found;
    }

    private Captured.Shape shape() {
        return unnamed
                ? Captured.Shape.UNNAMED
                : wrapper || ofAgent ? Captured.Shape.LIBRARY : Captured.Shape.APPLICATION;
    }

    private static boolean hasNoName(Class<?> type) {
        try {
            return type.isHidden() || type.isSynthetic() || type.isAnonymousClass() || Proxy.isProxyClass(type);
        } catch (Throwable malformed) {
            // A class file that reflection cannot read, such as some that Scala makes.
            return true;
        }
    }
}
