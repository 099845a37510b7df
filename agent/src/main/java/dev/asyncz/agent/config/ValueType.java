package dev.asyncz.agent.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the value of an option has to look like. */
sealed interface ValueType {
    /** What ends the type line of a choice that takes class names as well. */
    String OR_CLASS = " or a class name";

    /** What ends the type line of a whole number that may be two with a dash between, the first and the last. */
    String OR_SPAN = " or a span";

    /** {@code value}, trimmed and not blank, as the rest of the agent knows it; null if it may not be used. */
    @Nullable
    String read(String value);

    /** Whether {@code value} may be used. */
    default boolean accepts(String value) {
        return read(value) != null;
    }

    /** What is allowed, to follow "has to be". */
    String allowed();

    /** The type that a type line of the defaults file declares, such as {@code integer 0..65535}. */
    static ValueType parse(String declaration) {
        int blank = declaration.indexOf(' ');
        String name = blank < 0 ? declaration : declaration.substring(0, blank);
        String rest = declaration.substring(name.length()).trim();
        switch (name) {
            case "boolean":
                return new Flag();
            case "one":
                String words = rest.substring("of ".length());
                boolean classes = words.endsWith(OR_CLASS);
                words = classes ? words.substring(0, words.length() - OR_CLASS.length()) : words;
                return new Choice(Arrays.asList(words.split("\\|")), classes);
            case "text":
                return new Text(false);
            case "secret":
                return new Text(true);
            case "integer", "size", "days":
                boolean span = rest.endsWith(OR_SPAN);
                String bounds = span ? rest.substring(0, rest.length() - OR_SPAN.length()) : rest;
                int dots = bounds.indexOf("..");
                Range range = new Range(bounds.substring(0, dots), bounds.substring(dots + 2), Unit.of(name));
                return span ? new IntegerSpan(range) : range;
            default:
                throw new IllegalArgumentException("no such type of option: " + declaration);
        }
    }

    /** Text of one line. */
    record Text(boolean secret) implements ValueType {
        private static final int MAX_LENGTH = 4_096;

        @Override
        public @Nullable String read(String value) {
            if (value.length() > MAX_LENGTH) {
                return null;
            }
            for (int i = 0; i < value.length(); i++) {
                if (Character.isISOControl(value.charAt(i))) {
                    return null;
                }
            }
            return value;
        }

        @Override
        public String allowed() {
            return "printable text of at most " + MAX_LENGTH + " characters";
        }
    }

    /** On or off. What is neither is off: nobody misspells an option to leave everything as it is. */
    record Flag() implements ValueType {
        private static final String[] ON = {"true", "yes", "on", "1", "enabled"};
        private static final String[] OFF = {"false", "no", "off", "0", "disabled"};

        @Override
        public @Nullable String read(String value) {
            return isOneOf(ON, value) ? "true" : isOneOf(OFF, value) ? "false" : null;
        }

        private static boolean isOneOf(String[] words, String value) {
            for (String word : words) {
                if (word.equalsIgnoreCase(value)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String allowed() {
            return "true or false";
        }
    }

    /** One of a few words, in any case; where {@code classes}, a class name with a package does as well. */
    record Choice(List<String> words, boolean classes) implements ValueType {
        @Override
        public @Nullable String read(String value) {
            for (String word : words) {
                if (word.equalsIgnoreCase(value)) {
                    return word;
                }
            }
            return classes && isQualifiedName(value) ? value : null;
        }

        @Override
        public String allowed() {
            return String.join(" or ", words) + (classes ? " or a class name with its package" : "");
        }

        private static boolean isQualifiedName(String value) {
            boolean start = true;
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '.'
                        ? start
                        : !(start ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c))) {
                    return false;
                }
                start = c == '.';
            }
            return !start && value.indexOf('.') > 0;
        }
    }

    /** A number, with or without a unit, within bounds that belong to it. */
    record Range(String low, String high, Unit unit) implements ValueType {
        @Override
        public @Nullable String read(String value) {
            try {
                String read = unit.read(value);
                long number = unit.number(read);
                return unit.number(low) <= number && number <= unit.number(high) ? read : null;
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }

        @Override
        public String allowed() {
            return unit.allowed(low, high);
        }

        long number(String value) {
            return unit.number(value);
        }
    }

    /** A whole number, or a first and a last one with a dash between; the first is not zero then. */
    record IntegerSpan(Range each) implements ValueType {
        @Override
        public @Nullable String read(String value) {
            int dash = value.indexOf('-', 1);
            if (dash < 0) {
                return each.read(value);
            }
            String first = each.read(value.substring(0, dash).trim());
            String last = each.read(value.substring(dash + 1).trim());
            boolean isSpan =
                    first != null && last != null && 0 < each.number(first) && each.number(first) <= each.number(last);
            return isSpan ? first + "-" + last : null;
        }

        @Override
        public String allowed() {
            return each.allowed() + ", or a first and a last one, as in 8000-8009";
        }

        long first(String value) {
            int dash = value.indexOf('-', 1);
            return each.number(dash < 0 ? value : value.substring(0, dash));
        }

        long last(String value) {
            return each.number(value.substring(value.indexOf('-', 1) + 1));
        }
    }
}
