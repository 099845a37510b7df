package dev.asyncz.bootstrap.naming;

/** The libraries, and other agents, whose tasks and threads are housekeeping of their own, and nobody's business logic. */
public final class Infrastructure {
    private Infrastructure() {}

    /** Whether a class, or a method or a place within one, belongs to such a library or to another agent. */
    public static boolean owns(String name) {
        return Libraries.HOUSEKEEPING.own(name) || OtherAgents.owns(name);
    }
}
