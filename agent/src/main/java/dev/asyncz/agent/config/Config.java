package dev.asyncz.agent.config;

import dev.asyncz.agent.diagnostics.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is set, after all sources have been heard: agent arguments before system properties before environment variables
 * before the properties file before the defaults. Immutable; every value is one that its option allows.
 */
public final class Config {
    private static final OptionTable TABLE = OptionTable.load();

    private final Map<String, String> values;
    private final Set<String> set;
    private final List<String> changed;
    private final List<String> warnings;
    private final Secrets secrets;

    /** @param set the options that a source has a proper value for */
    Config(Map<String, String> values, Set<String> set, List<String> changed, List<String> warnings, Secrets secrets) {
        this.values = values;
        this.set = set;
        this.changed = List.copyOf(changed);
        this.warnings = warnings;
        this.secrets = secrets;
    }

    /**
     * Hears all sources. Whatever they contain, it answers: what cannot be used becomes one of the {@link #warnings()}.
     *
     * @param agentArguments what follows {@code agent.jar=} on the command line; null if nothing does
     */
    public static Config read(
            @Nullable String agentArguments, Properties systemProperties, Map<String, String> environment) {
        return new ConfigReader(TABLE).read(agentArguments, systemProperties, environment);
    }

    /** The value of {@code key} as text; empty if nothing is set. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no option is called " + key);
        }
        return value;
    }

    /** The value of an option that is a whole number; the first one of a span. */
    public int integer(String key) {
        return Math.toIntExact(number(key));
    }

    /** The last number of an option that may be a span; the only one if it is none. */
    public int last(String key) {
        Option option = TABLE.find(key);
        return option != null && option.type() instanceof ValueType.IntegerSpan span
                ? Math.toIntExact(span.last(text(key)))
                : integer(key);
    }

    /** The value of an option that is a number of bytes. */
    public long bytes(String key) {
        return number(key);
    }

    /** The value of an option that is true or false. */
    public boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    /** The value of a secret; empty if none is set. */
    public Optional<String> secret(String key) {
        String value = text(key);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Whether anybody has said a value, be it the default. */
    public boolean isSet(String key) {
        return set.contains(key);
    }

    /** Every option with its value, secrets included. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Masks what was said that nobody else should read: passwords in URLs too, and of sources that were not used. */
    public Secrets secrets() {
        return secrets;
    }

    /** What was said and cannot be used, one line each: what, from where, what is allowed, what is used instead. */
    public List<String> warnings() {
        return warnings;
    }

    /** What is not default and from where, such as {@code port=0 (argument), token=*** (environment)}; may be empty. */
    public String changed() {
        return String.join(", ", changed);
    }

    private long number(String key) {
        String value = text(key);
        Option option = TABLE.find(key);
        if (option != null && option.type() instanceof ValueType.Range range) {
            return range.number(value);
        }
        if (option != null && option.type() instanceof ValueType.IntegerSpan span) {
            return span.first(value);
        }
        throw new IllegalArgumentException(key + " is not a number");
    }
}
