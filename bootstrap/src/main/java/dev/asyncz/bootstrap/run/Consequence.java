package dev.asyncz.bootstrap.run;

/** What an exception means for the schedule of the work that has thrown it; known where the scheduler is known. */
public enum Consequence {
    /** A task that runs once. */
    KEPT(End.NONE, "the exception stays in its Future, where only get() shows it"),

    WORK_KEPT(End.NONE, "work that the run submitted; the exception stays in its Future, where only get() shows it"),

    /** A task that never runs again, and nobody is told. */
    NEVER_AGAIN(
            End.OWN,
            "it is periodic, and its scheduler never runs it again after an exception; catch exceptions in the task"),

    TIMER_ENDS(End.ALL, "it ends its Timer, and none of the Timer's tasks runs again; catch exceptions in the task"),

    /** As {@link #TIMER_ENDS}, by a task that was not to run again anyway. */
    TIMER_ENDS_OTHERS(
            End.OTHERS, "it ends its Timer, and none of the Timer's tasks runs again; catch exceptions in the task"),

    UNSCHEDULED(End.OWN, "its exception told Quartz to unschedule it, and no other trigger of it is left"),

    TRIGGERS_IN_ERROR(
            End.OWN,
            "Quartz has put its triggers into the state ERROR, in which they never fire;"
                    + " resetTriggerFromErrorState ends it");

    /** Whom the exception ends. */
    private enum End {
        NONE,
        OWN,
        OTHERS,
        ALL
    }

    private final End end;
    private final String words;

    Consequence(End end, String words) {
        this.end = end;
        this.words = words;
    }

    /** The second half of a sentence. */
    public String words() {
        return words;
    }

    /** Whether a task never runs again, be it another one. */
    public boolean isDeath() {
        return end != End.NONE;
    }

    /** Whether the task itself never runs again, though it was to. */
    public boolean endsTask() {
        return end == End.OWN || end == End.ALL;
    }

    /** Whether the other tasks of the thread that runs the task never run again. */
    public boolean endsOthers() {
        return end == End.OTHERS || end == End.ALL;
    }
}
