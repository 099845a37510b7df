package dev.asyncz.agent.storage;

/**
 * A storage has taken a batch, but for some entries that it will never take. The writer counts these as lost, and goes
 * on with the next batch.
 */
public final class EntriesRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int count;

    /**
     * @param count how many, less than there were in the batch
     * @param why why the first of them is refused, without what it says
     */
    public EntriesRefused(int count, String why) {
        super(why);
        this.count = count;
    }

    /** How many were refused. */
    public int count() {
        return count;
    }
}
