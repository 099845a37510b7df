package dev.asyncz.api;

import java.util.regex.Pattern;

/**
 * A text that counts how often it is looked at: stops a regular expression that backtracks without end, as
 * {@code (.*a){12}b} does on a line of 60 characters, and one whose thread is interrupted. For one thread.
 */
final class WatchedText implements CharSequence {
    /** Some hundredths of a second. */
    private static final int MAX_STEPS = 10_000_000;

    private static final int STEPS_A_LOOK = 0xFFF;

    private final String text;
    private int steps;

    private WatchedText(String text) {
        this.text = text;
    }

    /** Whether a pattern is found in a text. */
    static boolean find(Pattern pattern, String text) {
        try {
            return pattern.matcher(new WatchedText(text)).find();
        } catch (StackOverflowError tooDeep) {
            throw stopped(pattern.pattern(), "one line is too long for it");
        } catch (Exhausted tooFar) {
            throw stopped(
                    pattern.pattern(),
                    Thread.currentThread().isInterrupted() ? "it took too long" : "it tries too many ways on one line");
        }
    }

    private static SearchStopped stopped(String pattern, String why) {
        return new SearchStopped("The search for the regular expression '" + pattern + "' was stopped: " + why
                + ". One with fewer * and + within each other will do, or a plain text.");
    }

    @Override
    public char charAt(int index) {
        if ((++steps & STEPS_A_LOOK) == 0
                && (steps > MAX_STEPS || Thread.currentThread().isInterrupted())) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super(null, null, false, false);
        }
    }
}
