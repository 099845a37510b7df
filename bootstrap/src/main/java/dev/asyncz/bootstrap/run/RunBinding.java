package dev.asyncz.bootstrap.run;

/**
 * How a thread, or work that waits for one, belongs to a run. Work that is handed over while its run lives belongs to
 * it, however late it is done. What such late work hands over in its turn follows the run for some hops only: a loop
 * that hands itself on, or a thread made on the way, would go by the run of last week. After that it goes by the task.
 */
public final class RunBinding {
    /** How often work that is done after its run's end may hand work over. */
    private static final int MAX_HOPS = 4;

    /** How long a thread that a run has started belongs to it after its end: it may be a consumer that never ends. */
    private static final long MAX_LATE_NANOS = 10_000_000_000L;

    private final int hops;

    /** Of a thread; written once more, by that thread alone. */
    private Run run;

    private boolean lapses;

    private RunBinding(Run run, int hops, boolean lapses) {
        this.run = run;
        this.hops = hops;
        this.lapses = lapses;
    }

    /** Of who works for the run itself. */
    static RunBinding of(Run run) {
        return new RunBinding(run, 0, false);
    }

    public Run run() {
        if (lapses && run.isOverFor(MAX_LATE_NANOS)) {
            run = run.afterwards();
            lapses = false;
        }
        return run;
    }

    /** Of what is handed over now by whom this one binds. */
    public RunBinding heir() {
        Run current = run();
        if (!current.isOver()) {
            return current.binding();
        }
        return hops < MAX_HOPS
                ? new RunBinding(current, hops + 1, false)
                : current.afterwards().binding();
    }

    /** Of a thread that is started now by whom this one binds. */
    public RunBinding thread() {
        RunBinding heir = heir();
        return new RunBinding(heir.run, heir.hops, true);
    }
}
