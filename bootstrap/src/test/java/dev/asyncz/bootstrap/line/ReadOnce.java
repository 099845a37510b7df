package dev.asyncz.bootstrap.line;

/** An event whose text can be asked for once. */
final class ReadOnce {
    private final String text;
    private boolean read;

    ReadOnce(String text) {
        this.text = text;
    }

    /** The same, as if somebody had asked. */
    ReadOnce read() {
        read = true;
        return this;
    }

    @Override
    public String toString() {
        if (read) {
            throw new AssertionError("read once more");
        }
        read = true;
        return text;
    }
}
