package dev.asyncz.agent.config;

import java.util.Arrays;
import java.util.List;

/** What the value of an option has to look like. */
sealed interface ValueType {
    /** What ends the type line of a choice that takes class names as well. */
    String OR_CLASS = " or a class name";

    /** What ends the type line of a whole number that may be two with a dash between, the first and the last. */
    String OR_SPAN = " or a span";

    /** Whether {@code value}, trimmed and not blank, may be used. */
    boolean accepts(String value);

    /** What is allowed, to follow "has to be". */
    String allowed();

    /** The type that a type line of the defaults file declares, such as {@code integer 0..65535}. */
    static ValueType parse(String declaration) {
        int blank = declaration.indexOf(' ');
        String name = blank < 0 ? declaration : declaration.substring(0, blank);
        String rest = declaration.substring(name.length()).trim();
        switch (name) {
            case "boolean":
                return new Choice(List.of("true", "false"), false);
            case "one":
                String words = rest.substring("of ".length());
                boolean classes = words.endsWith(OR_CLASS);
                words = classes ? words.substring(0, words.length() - OR_CLASS.length()) : words;
                return new Choice(Arrays.asList(words.split("\\|")), classes);
            case "text":
                return new Text(false);
            case "secret":
                return new Text(true);
            case "integer", "size":
                boolean span = rest.endsWith(OR_SPAN);
                String bounds = span ? rest.substring(0, rest.length() - OR_SPAN.length()) : rest;
                int dots = bounds.indexOf("..");
                Range range = new Range(bounds.substring(0, dots), bounds.substring(dots + 2), name.equals("size"));
                return span ? new Span(range) : range;
            default:
                throw new IllegalArgumentException("no such type of option: " + declaration);
        }
    }

    /** Text of one line. */
    record Text(boolean secret) implements ValueType {
        private static final int MAX_LENGTH = 4_096;

        @Override
        public boolean accepts(String value) {
            if (value.length() > MAX_LENGTH) {
                return false;
            }
            for (int i = 0; i < value.length(); i++) {
                if (Character.isISOControl(value.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String allowed() {
            return "printable text of at most " + MAX_LENGTH + " characters";
        }
    }

    /** One of a few words, exactly as written; where {@code classes}, a class name with a package does as well. */
    record Choice(List<String> words, boolean classes) implements ValueType {
        @Override
        public boolean accepts(String value) {
            return words.contains(value) || (classes && isQualifiedName(value));
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

    /** A whole number, or bytes with or without a unit, within bounds that belong to it. */
    record Range(String low, String high, boolean bytes) implements ValueType {
        @Override
        public boolean accepts(String value) {
            try {
                long number = number(value);
                return number(low) <= number && number <= number(high);
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }

        @Override
        public String allowed() {
            return bytes
                    ? "bytes from " + low + " to " + high + ", with k, m or g for the unit"
                    : "a whole number from " + low + " to " + high;
        }

        long number(String value) {
            return bytes ? size(value) : Long.parseLong(value);
        }

        private static long size(String value) {
            int last = value.length() - 1;
            int shift = last < 0 ? 0 : shift(value.charAt(last));
            long number = Long.parseLong(shift == 0 ? value : value.substring(0, last));
            if (number > Long.MAX_VALUE >> shift || number < 0) {
                throw new NumberFormatException();
            }
            return number << shift;
        }

        private static int shift(char unit) {
            switch (unit) {
                case 'k', 'K':
                    return 10;
                case 'm', 'M':
                    return 20;
                case 'g', 'G':
                    return 30;
                default:
                    return 0;
            }
        }
    }

    /** A whole number, or a first and a last one with a dash between; the first is not zero then. */
    record Span(Range each) implements ValueType {
        @Override
        public boolean accepts(String value) {
            int dash = value.indexOf('-', 1);
            if (dash < 0) {
                return each.accepts(value);
            }
            return each.accepts(value.substring(0, dash))
                    && each.accepts(value.substring(dash + 1))
                    && 0 < first(value)
                    && first(value) <= last(value);
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
