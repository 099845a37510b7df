package dev.asyncz.bootstrap.naming;

/** The libraries, and other agents, whose tasks and threads are housekeeping of their own, and nobody's business logic. */
public final class Infrastructure {
    /** How the names of the application's own classes begin, with a dot at the end; empty if unknown. */
    private static volatile String application = "";

    /** The class that the JVM was started to run; empty if unknown. */
    private static volatile String main = "";

    private Infrastructure() {}

    /**
     * Says what the JVM was started for: work of these packages is the application's, though it may be a library elsewhere.
     *
     * @param packages how their names begin, with a dot at the end; empty for nothing
     * @param mainClass the class that it was started to run; empty if unknown
     */
    public static void isNot(String packages, String mainClass) {
        application = packages;
        main = mainClass;
    }

    static String main() {
        return main;
    }

    /** Notes a class that is scheduled: one that the application brings is no library's, whatever its name. Never throws. */
    public static void met(Class<?> type) {
        Brought.met(type);
    }

    /** Whether a class, or a method or a place within one, belongs to such a library or to another agent. */
    public static boolean owns(String name) {
        String own = application;
        return !(own.length() > 0 && name.startsWith(own)) && Libraries.HOUSEKEEPING.own(name) && !Brought.has(name)
                || OtherAgents.owns(name);
    }
}
