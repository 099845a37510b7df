package dev.asyncz.agent.config;

import dev.asyncz.agent.diagnostics.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every option there is, in the order of the annotated defaults file that it is read from. */
public final class OptionTable {
    private static final String DEFAULTS = "/asyncz-defaults.properties";

    private final Map<String, Option> options = new LinkedHashMap<>();

    private OptionTable() {}

    /** Reads the table from the agent's own resources. */
    public static OptionTable load() {
        try (InputStream file = OptionTable.class.getResourceAsStream(DEFAULTS)) {
            if (file == null) {
                throw new IllegalStateException("the agent jar is incomplete: it lacks " + DEFAULTS);
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("the agent jar is damaged: " + DEFAULTS, unreadable);
        }
    }

    /** Line by line by hand: readers and Properties would load a dozen classes into a JVM that is starting. */
    static OptionTable parse(String file) {
        OptionTable table = new OptionTable();
        List<String> comment = new ArrayList<>();
        int end;
        for (int at = 0; at < file.length(); at = end + 1) {
            int newline = file.indexOf('\n', at);
            end = newline < 0 ? file.length() : newline;
            String line = file.substring(at, end).trim();
            if (line.startsWith("#")) {
                comment.add(line);
                continue;
            }
            if (!line.isEmpty()) {
                table.add(line, comment);
            }
            comment.clear();
        }
        return table;
    }

    private void add(String line, List<String> comment) {
        if (comment.isEmpty() || !comment.get(0).startsWith("#: ")) {
            throw new IllegalStateException("an option without a type: " + line);
        }
        StringBuilder sentence = new StringBuilder();
        for (int i = 1; i < comment.size(); i++) {
            sentence.append(i == 1 ? "" : " ")
                    .append(comment.get(i).substring(1).trim());
        }
        int equals = line.indexOf('=');
        String key = line.substring(0, equals);
        ValueType type = ValueType.parse(comment.get(0).substring("#: ".length()));
        options.put(key, new Option(key, line.substring(equals + 1), type, sentence.toString()));
    }

    /** Every option, in the order of the file. */
    public Collection<Option> options() {
        return Collections.unmodifiableCollection(options.values());
    }

    /** The option of this name; null if there is none. */
    public @Nullable Option find(String key) {
        return options.get(key);
    }

    /** The option that this environment variable sets; null if there is none. */
    @Nullable
    Option findVariable(String variable) {
        for (Option option : options.values()) {
            if (option.variable().equals(variable)) {
                return option;
            }
        }
        return null;
    }

    /** The option that whoever wrote {@code key} may have meant; null if none comes near. */
    @Nullable
    Option nearest(String key) {
        return NearestKey.of(key, options.values());
    }

    /** {@code value} as it may be shown if {@code key} was mistyped: it is as secret as that of what was meant. */
    String shownOfUnknown(String key, String value) {
        Option nearest = nearest(key);
        if (Secrets.soundsSecret(key)) {
            return Secrets.MASK;
        }
        return nearest == null ? PrintableText.text(value) : nearest.shown(value);
    }
}
