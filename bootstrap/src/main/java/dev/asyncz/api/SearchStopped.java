package dev.asyncz.api;

/** A search was given up, as it took too long. The message is a sentence for whoever asked: what, why, what would help. */
public final class SearchStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SearchStopped(String sentence) {
        super(sentence);
    }
}
