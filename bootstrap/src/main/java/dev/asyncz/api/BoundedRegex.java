package dev.asyncz.api;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds regular expressions in texts, and stops one that backtracks without end, as {@code (.*a){12}b} does on a line of
 * 60 characters, and one whose thread is interrupted. All searches of one object together may look at ten million
 * characters, which takes some hundredths of a second. For one thread.
 */
public final class BoundedRegex {
    private static final int MAX_STEPS = 10_000_000;
    private static final int STEPS_A_LOOK = 0xFFF;

    private int steps;

    /** One that has not looked at anything. */
    public BoundedRegex() {}

    /**
     * Whether a pattern is found in a text.
     *
     * @throws SearchStopped when it takes too long, or the thread is interrupted
     */
    public boolean finds(Pattern pattern, String text) {
        try {
            return matcher(pattern, text).find();
        } catch (StackOverflowError tooDeep) {
            throw stopped(pattern.pattern(), "one line is too long for it");
        } catch (Exhausted tooFar) {
            throw stopped(
                    pattern.pattern(),
                    Thread.currentThread().isInterrupted() ? "it took too long" : "it tries too many ways on one line");
        }
    }

    /**
     * Adds the characters that are part of a hit; those that were found until then, where it takes too long.
     *
     * @param hits gets their places in the text
     */
    public void addHits(Pattern pattern, String text, BitSet hits) {
        try {
            Matcher matcher = matcher(pattern, text);
            while (matcher.find()) {
                hits.set(matcher.start(), matcher.end());
            }
        } catch (Exhausted | StackOverflowError tooFar) {
            // The rest is missing.
        }
    }

    private Matcher matcher(Pattern pattern, String text) {
        return pattern.matcher(new WatchedText(text));
    }

    private static SearchStopped stopped(String pattern, String why) {
        return new SearchStopped("The search for the regular expression '" + pattern + "' was stopped: " + why
                + ". One with fewer * and + within each other will do, or a plain text.");
    }

    /** Counts how often it is looked at. */
    private final class WatchedText implements CharSequence {
        private final String text;

        WatchedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (steps > MAX_STEPS
                    || (++steps & STEPS_A_LOOK) == 0 && Thread.currentThread().isInterrupted()) {
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
    }

    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super(null, null, false, false);
        }
    }
}
