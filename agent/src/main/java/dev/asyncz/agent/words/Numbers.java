package dev.asyncz.agent.words;

import java.util.Locale;

/** Numbers for people. */
public final class Numbers {
    private static final String[] BYTES = {"KiB", "MiB", "GiB", "TiB"};
    private static final int GROUP = 3;

    /** Beyond it, and for what is no number, the JDK's own way, which takes a JVM that is new to it 30 ms. */
    private static final double MANY = 1e12;

    private Numbers() {}

    /** With a comma at each thousand. */
    public static String grouped(long value) {
        String digits = Long.toString(value);
        int sign = value < 0 ? 1 : 0;
        StringBuilder text = new StringBuilder(digits.length() + digits.length() / GROUP);
        for (int i = 0; i < digits.length(); i++) {
            if (i > sign && (digits.length() - i) % GROUP == 0) {
                text.append(',');
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    /** @param what one of them, in a word whose plural ends in s */
    public static String count(long number, String what) {
        return grouped(number) + " " + what + (number == 1 ? "" : "s");
    }

    /** With one digit behind the point. */
    public static String tenths(double value) {
        if (!(Math.abs(value) < MANY)) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        long tenths = Math.round(Math.abs(value) * 10);
        return (value < 0 ? "-" : "") + tenths / 10 + '.' + tenths % 10;
    }

    /** An amount of memory, in the largest unit of which there is one, but no smaller one than KiB. */
    public static String bytes(long bytes) {
        double number = bytes / 1024.0;
        int unit = 0;
        while (number >= 1024 && unit < BYTES.length - 1) {
            number /= 1024;
            unit++;
        }
        String text = tenths(number);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " " + BYTES[unit];
    }
}
