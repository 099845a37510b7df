package dev.asyncz.agent.words;

import java.util.Locale;

/** Numbers for people. */
public final class Numbers {
    private static final String[] BYTES = {"KiB", "MiB", "GiB", "TiB"};

    private Numbers() {}

    /** With a comma at each thousand. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** @param what one of them, in a word whose plural ends in s */
    public static String count(long number, String what) {
        return grouped(number) + " " + what + (number == 1 ? "" : "s");
    }

    /** With one digit behind the point. */
    public static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** An amount of memory, in the largest unit of which there is one, but no smaller one than KiB. */
    public static String bytes(long bytes) {
        double number = bytes / 1024.0;
        int unit = 0;
        while (number >= 1024 && unit < BYTES.length - 1) {
            number /= 1024;
            unit++;
        }
        return tenths(number).replaceFirst("\\.0$", "") + " " + BYTES[unit];
    }
}
