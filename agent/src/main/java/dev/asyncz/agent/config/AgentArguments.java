package dev.asyncz.agent.config;

import org.jspecify.annotations.Nullable;

/**
 * Takes {@code key=value,key="value, with commas"} apart. A value in quotes runs to the next quote; blanks around keys,
 * values and commas do not matter.
 */
final class AgentArguments {
    private final String text;
    private final OptionTable table;
    private final Warnings warnings;
    private int at;
    private boolean afterSecret;

    AgentArguments(String text, OptionTable table, Warnings warnings) {
        this.text = text;
        this.table = table;
        this.warnings = warnings;
    }

    Source read() {
        Source source = new Source("argument", table, warnings);
        while (at < text.length()) {
            int comma = next(at, ',');
            String part = text.substring(at, comma);
            int equals = part.indexOf('=');
            if (equals < 0) {
                at = comma + 1;
                withoutValue(part.trim());
            } else {
                at += equals + 1;
                pair(source, part.substring(0, equals).trim(), value());
            }
        }
        return source;
    }

    private void pair(Source source, String key, @Nullable String value) {
        Option option = table.find(key);
        if (option == null && afterSecret) {
            restOfSecret();
        } else if (value == null) {
            // Not shown: it runs to the end of the arguments, and a secret may be among them.
            warnings.add("the argument " + PrintableText.text(key)
                    + " has a quote that does not end: it and all that follows it"
                    + " are ignored; it has to be key=\"value\",key=value");
        } else if (option != null && value.isBlank()) {
            warnings.add("the argument " + key + " has no value: it is ignored; it has to be " + option.allowed());
        } else {
            source.put(option, key, value);
        }
        afterSecret = option == null ? afterSecret : option.secret() || option.isUrl();
    }

    private void withoutValue(String word) {
        if (word.isEmpty()) {
            return;
        }
        if (afterSecret) {
            restOfSecret();
        } else {
            warnings.add("the argument " + PrintableText.text(word) + " is ignored: it has to be key=value"
                    + (table.find(word) == null ? ", and values with commas in \"quotes\"" : ""));
        }
    }

    /** What follows a secret, or a URL with a password, may well be its second half, and is not shown. */
    private void restOfSecret() {
        warnings.add("the argument *** after a secret or a URL is ignored: it has to be key=value with a known key;"
                + " a secret or a URL with commas stands in \"quotes\"");
    }

    /** The value that starts here; null if its quote never ends. */
    private @Nullable String value() {
        int start = at;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        if (start == text.length() || text.charAt(start) != '"') {
            int comma = next(at, ',');
            String plain = text.substring(at, comma);
            at = comma + 1;
            return plain;
        }
        int quote = next(start + 1, '"');
        int comma = next(quote, ',');
        at = comma + 1;
        if (quote == text.length()) {
            return null;
        }
        if (!text.substring(quote + 1, comma).isBlank()) {
            warnings.add("the agent arguments have text between the quote that ends a value and the next comma:"
                    + " it is ignored; it has to be key=\"value\",key=value");
        }
        return text.substring(start + 1, quote);
    }

    /** Where {@code c} comes next, or the end. */
    private int next(int from, char c) {
        int index = text.indexOf(c, from);
        return index < 0 ? text.length() : index;
    }
}
