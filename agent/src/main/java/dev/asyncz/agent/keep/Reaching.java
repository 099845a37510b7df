package dev.asyncz.agent.keep;

/** Says how far back a log goes. Any thread; what cannot be reached throws. */
public interface Reaching {
    /** How far back all lines go, and of how many runs there are older ones. */
    Reach reach();

    /** Of how many runs of a task that went wrong the lines are kept. */
    long wrongRuns(String task);
}
