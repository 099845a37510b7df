package dev.asyncz.agent.storage.opensearch.connection;

/** More has come than is held of an answer; less has to be asked for at once. */
public final class AnswerTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    AnswerTooLarge(long most) {
        super("an answer is larger than " + (most >> 20) + " MiB");
    }
}
