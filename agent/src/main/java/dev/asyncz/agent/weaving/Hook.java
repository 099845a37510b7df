package dev.asyncz.agent.weaving;

/** What is woven into one class of the JDK or of a library. Stateless. */
public abstract class Hook {
    private final String type;
    private final String product;

    /**
     * @param type the binary name of the class, exactly
     * @param product what a user calls the scheduler or framework it belongs to; empty for mere plumbing
     */
    protected Hook(String type, String product) {
        this.type = type;
        this.product = product;
    }

    protected final String type() {
        return type;
    }

    final String product() {
        return product;
    }

    /**
     * Says what to weave. Called while the class is being loaded: must load nothing of the application.
     *
     * @throws dev.asyncz.agent.weaving.inline.MissingMember when this version of the library lacks what the hook needs
     */
    protected abstract void weave(Weaving on);
}
