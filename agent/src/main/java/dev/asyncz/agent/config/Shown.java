package dev.asyncz.agent.config;

import java.util.Locale;

/** Text of unknown origin, made fit for one line on a terminal. */
final class Shown {
    private static final int MAX_LENGTH = 120;
    private static final String[] SECRETS = {"token", "pass", "pwd", "secret", "key", "auth", "cred"};

    private Shown() {}

    /** One short line; not a word of it if it seems to hold another option, as in {@code 8000;token=…}. */
    static String text(String text) {
        if (text.indexOf('=') >= 0 && soundsSecret(text)) {
            return "***";
        }
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

    /** Whether {@code key} names, or is a slip of the pen for, something that nobody else should read. */
    static boolean soundsSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        for (String sign : SECRETS) {
            if (lower.contains(sign)) {
                return true;
            }
        }
        return false;
    }

    /** Line separators, and characters that turn the direction of writing. */
    private static boolean isFormat(char c) {
        return c == '\u2028' || c == '\u2029' || Character.getType(c) == Character.FORMAT;
    }
}
