package dev.asyncz.agent.config;

import dev.asyncz.agent.diagnostics.Secrets;

/** Text of unknown origin, made fit for one line on a terminal. */
final class PrintableText {
    private static final int MAX_LENGTH = 120;

    private PrintableText() {}

    /**
     * One short line, without the login of a URL; not a word of it if it seems to hold another option, as in
     * {@code 8000;token=…}.
     */
    static String text(String value) {
        boolean url = value.indexOf("://") >= 0;
        if (!url && value.indexOf('=') >= 0 && Secrets.soundsSecret(value)) {
            return Secrets.MASK;
        }
        String text = url ? Secrets.maskedValue(value) : Secrets.maskedByForm(value);
        int length = Math.min(text.length(), MAX_LENGTH);
        StringBuilder shown = new StringBuilder(length + 32);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || isFormat(c) ? '?' : c);
        }
        if (text.length() > MAX_LENGTH) {
            shown.append("… (").append(text.length()).append(" characters)");
        }
        return shown.toString();
    }

    /** Line separators, and characters that turn the direction of writing. */
    private static boolean isFormat(char c) {
        return c == '\u2028' || c == '\u2029' || Character.getType(c) == Character.FORMAT;
    }
}
