package dev.asyncz.agent.config;

import java.util.Locale;

/**
 * What a number counts, and how people write it: {@code 50k} lines are 50,000, {@code 64mb} are 64 MiB, {@code 2w} are
 * 14 days; thousands may be set apart.
 */
enum Unit {
    COUNT("a whole number from ", "", "k", "m"),
    BYTES("bytes from ", ", with k, m or g for the unit", "k", "m", "g", "t"),
    DAYS("a whole number from ", "", "d", "w");

    private final String before;
    private final String after;
    private final String[] letters;

    Unit(String before, String after, String... letters) {
        this.before = before;
        this.after = after;
        this.letters = letters;
    }

    /** The unit of a type line. */
    static Unit of(String type) {
        switch (type) {
            case "size":
                return BYTES;
            case "days":
                return DAYS;
            default:
                return COUNT;
        }
    }

    String allowed(String low, String high) {
        return before + low + " to " + high + after;
    }

    /**
     * Without blanks and separators; {@code 64 MiB} becomes {@code 64m}, and everything but bytes a plain number.
     *
     * @throws NumberFormatException when it is no number of this
     */
    String read(String value) {
        int end = value.length();
        while (end > 0 && !Character.isDigit(value.charAt(end - 1))) {
            end--;
        }
        long number = Long.parseLong(withoutSeparators(value.substring(0, end)));
        String letter = letter(value.substring(end).trim().toLowerCase(Locale.ROOT));
        return this == BYTES ? number + letter : String.valueOf(times(number, factor(letter)));
    }

    /** The number that {@link #read} has read, bytes in bytes. */
    long number(String read) {
        int last = read.length() - 1;
        boolean plain = last < 0 || Character.isDigit(read.charAt(last));
        long number = Long.parseLong(plain ? read : read.substring(0, last));
        return plain ? number : times(number, factor(read.substring(last)));
    }

    private String letter(String unit) {
        if (unit.isEmpty() || this == BYTES && (unit.equals("b") || unit.equals("bytes"))) {
            return "";
        }
        for (String letter : letters) {
            if (unit.equals(letter) || this != COUNT && isLongForm(unit, letter)) {
                return letter;
            }
        }
        throw new NumberFormatException();
    }

    private boolean isLongForm(String unit, String letter) {
        if (this == BYTES) {
            return unit.equals(letter.concat("b")) || unit.equals(letter.concat("ib"));
        }
        String word = letter.equals("d") ? "day" : "week";
        return unit.equals(word) || unit.equals(word.concat("s"));
    }

    private long factor(String letter) {
        if (letter.isEmpty()) {
            return 1;
        }
        if (this == DAYS) {
            return letter.equals("w") ? 7 : 1;
        }
        long factor = 1;
        for (String each : letters) {
            factor *= this == BYTES ? 1_024 : 1_000;
            if (each.equals(letter)) {
                break;
            }
        }
        return factor;
    }

    private static long times(long number, long factor) {
        if (number < 0 && factor > 1 || number > Long.MAX_VALUE / factor) {
            throw new NumberFormatException();
        }
        return number * factor;
    }

    /** Each of them stands between a digit and three further ones. */
    private static String withoutSeparators(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        int group = 0;
        boolean separated = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                digits.append(c);
                group++;
            } else if (i > 0 && "_,' \u00a0\u202f\u2019".indexOf(c) >= 0 && group > 0 && (!separated || group == 3)) {
                separated = true;
                group = 0;
            } else {
                digits.append(c);
            }
        }
        if (separated && group != 3) {
            throw new NumberFormatException();
        }
        return digits.toString();
    }
}
