package dev.asyncz.agent.pipeline;

/** Bounds a text: a long one keeps its head, its tail, and the number of characters it had. */
public final class BoundedText {
    private final int maxChars;

    /** @param maxChars what a text may have, its notice of what was left out not counted */
    public BoundedText(int maxChars) {
        this.maxChars = maxChars;
    }

    String of(String text) {
        if (text.length() <= maxChars) {
            return text;
        }
        int head = maxChars * 3 / 4;
        int tail = maxChars - head;
        // A pair of surrogates is not torn apart.
        head -= head > 0 && Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
        tail -= tail > 0 && Character.isLowSurrogate(text.charAt(text.length() - tail)) ? 1 : 0;
        int cut = text.length() - head - tail;
        return text.substring(0, head) + "\n… " + cut + " of " + text.length() + " characters left out …\n"
                + text.substring(text.length() - tail);
    }
}
