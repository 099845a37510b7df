package dev.asyncz.agent.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one place, such as the environment, says of the options. What it says of anything else becomes a warning. */
final class Source {
    private final String name;
    private final OptionTable table;
    private final Warnings warnings;
    private final Map<String, String> values = new HashMap<>();

    Source(String name, OptionTable table, Warnings warnings) {
        this.name = name;
        this.table = table;
        this.warnings = warnings;
    }

    /** What to call it in a message. */
    String name() {
        return name;
    }

    /** What it says of an option, trimmed; null if nothing, or nothing but blanks. */
    @Nullable
    String value(Option option) {
        return values.get(option.key());
    }

    void put(String key, String value) {
        put(table.find(key), key, value);
    }

    /** Takes one thing that was said; {@code written} is the key as the user wrote it. */
    void put(@Nullable Option option, String written, String value) {
        if (option == null) {
            unknown(written, value);
        } else if (!value.isBlank()) {
            String before = values.put(option.key(), value.trim());
            if (before != null && !before.equals(value.trim())) {
                warnings.add(option.key() + " is set twice (" + name + "): " + option.shown(before)
                        + " is ignored, the later " + option.shown(value.trim()) + " counts");
            }
        }
    }

    private void unknown(String key, String value) {
        if (warnings.full()) {
            warnings.add(key);
            return;
        }
        Option nearest = table.nearest(key);
        String shown = table.shownOfUnknown(key, value.trim());
        String hint = nearest == null ? "" : "; did you mean " + nearest.key() + "?";
        warnings.add("there is no option " + PrintableText.text(key) + "=" + shown + " (" + name + "): it is ignored"
                + hint + (hint.isEmpty() ? "; java -jar asyncz-agent.jar lists all options" : ""));
    }
}
