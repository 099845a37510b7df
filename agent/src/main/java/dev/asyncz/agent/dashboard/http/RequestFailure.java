package dev.asyncz.agent.dashboard.http;

/** A request cannot be answered as it was meant; the asker gets the status and a sentence, never the cause. */
public abstract class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of what was asked: without a cause and without a stack trace, as nobody logs it. */
    protected RequestFailure(String sentence) {
        super(sentence, null, false, false);
    }

    /** Of what was asked for. */
    protected RequestFailure(Throwable cause) {
        super(cause);
    }

    /** The HTTP status. */
    public abstract int status();

    /** What is wrong, and what to do. */
    public abstract String sentence();
}
