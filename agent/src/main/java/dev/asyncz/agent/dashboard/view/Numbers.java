package dev.asyncz.agent.dashboard.view;

import java.util.Locale;

/** Numbers for people. */
public final class Numbers {
    private Numbers() {}

    /** With a comma at each thousand. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** @param what one of them, in a word whose plural ends in s */
    public static String count(long number, String what) {
        return grouped(number) + " " + what + (number == 1 ? "" : "s");
    }
}
