package dev.asyncz.bootstrap.naming;

/** The libraries, and other agents, whose tasks and threads are housekeeping of their own, and nobody's business logic. */
public final class Infrastructure {
    /** How the names of the application's own classes begin, with a dot at the end; empty if unknown. */
    private static volatile String application = "";

    private Infrastructure() {}

    /**
     * Says what the JVM was started for: work of these packages is the application's, though it may be a library elsewhere.
     *
     * @param packages how their names begin, with a dot at the end; empty for nothing
     */
    public static void isNot(String packages) {
        application = packages;
    }

    /** Whether a class, or a method or a place within one, belongs to such a library or to another agent. */
    public static boolean owns(String name) {
        String own = application;
        return !(own.length() > 0 && name.startsWith(own)) && Libraries.HOUSEKEEPING.own(name)
                || OtherAgents.owns(name);
    }
}
