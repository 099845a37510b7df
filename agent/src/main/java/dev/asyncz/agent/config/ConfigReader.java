package dev.asyncz.agent.config;

import dev.asyncz.agent.diagnostics.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what all sources say and decides, option by option: the strongest source with a proper value wins. Runs once,
 * before the application's main; plain loops, because each lambda would cost a JVM that starts a fraction of a
 * millisecond.
 */
final class ConfigReader {
    private final OptionTable table;
    private final Warnings warnings = new Warnings();
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> set = new HashSet<>();
    private final List<String> changed = new ArrayList<>();

    ConfigReader(OptionTable table) {
        this.table = table;
    }

    Config read(@Nullable String agentArguments, Properties systemProperties, Map<String, String> environment) {
        List<Source> sources = new ArrayList<>(4);
        sources.add(new AgentArguments(agentArguments == null ? "" : agentArguments, table, warnings).read());
        sources.add(systemProperties(systemProperties));
        sources.add(environment(environment));
        addFile(sources);
        for (Option option : table.options()) {
            if (!values.containsKey(option.key())) {
                decide(option, sources);
            }
        }
        return new Config(values, set, changed, warnings.lines(), secrets(sources));
    }

    /** What any source says that nobody else should read, also where a stronger one or a mistake leaves it unused. */
    private Secrets secrets(List<Source> sources) {
        List<String> secret = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (Option option : table.options()) {
            String used = String.valueOf(values.get(option.key()));
            for (Source source : sources) {
                String said = source.value(option);
                if (said != null && option.secret()) {
                    secret.add(said);
                } else if (said != null && option.isUrl()) {
                    secret.addAll(Secrets.in(said));
                }
            }
            if (!option.secret()) {
                shown.add(option.isUrl() ? Secrets.maskedValue(used) : used);
            }
        }
        return secret.isEmpty() ? Secrets.NONE : Secrets.of(secret, shown);
    }

    private Source systemProperties(Properties properties) {
        Source source = new Source("system property", table, warnings);
        for (String key : properties.stringPropertyNames()) {
            String value = key.startsWith("asyncz.") ? properties.getProperty(key) : null;
            if (value != null) {
                source.put(table.find(key.substring("asyncz.".length())), key, value);
            }
        }
        return source;
    }

    private Source environment(Map<String, String> environment) {
        Source source = new Source("environment", table, warnings);
        for (Map.Entry<String, String> each : environment.entrySet()) {
            String key = each.getKey();
            String value = each.getValue();
            if (key != null && value != null && key.startsWith("ASYNCZ_")) {
                source.put(table.findVariable(key), key, value);
            }
        }
        return source;
    }

    private void addFile(List<Source> sources) {
        Option config = table.find("config");
        if (config == null) {
            return;
        }
        String path = decide(config, sources);
        Source file = path.isEmpty() ? null : PropertiesFile.read(path, table, warnings);
        if (file != null) {
            sources.add(file);
        }
    }

    /**
     * The first proper value wins; each improper one becomes a warning that says what is used instead. A switch that is
     * said improperly is off, whatever weaker sources say: it was touched to change something.
     */
    private String decide(Option option, List<Source> sources) {
        String value = null;
        String from = "default";
        List<Source> improper = List.of();
        for (Source source : sources) {
            String said = source.value(option);
            String read = said == null ? null : option.type().read(said);
            if (said != null && read == null) {
                improper = improper.isEmpty() ? new ArrayList<>() : improper;
                improper.add(source);
                read = option.type() instanceof ValueType.Flag ? "false" : null;
            }
            if (read != null && value == null) {
                value = read;
                from = source.name();
            }
        }
        if (value == null) {
            value = option.fallback();
        } else {
            set.add(option.key());
        }
        values.put(option.key(), value);
        if (!value.equals(option.fallback())) {
            changed.add(option.key() + "=" + option.shown(value) + " (" + from + ")");
        }
        for (Source source : improper) {
            warnImproper(option, source, value, from);
        }
        return value;
    }

    private void warnImproper(Option option, Source source, String value, String from) {
        String said = source.value(option);
        String instead = from.equals(source.name())
                ? option.shown(value) + " is used instead"
                : option.shown(value) + " (" + from + ") is used instead";
        warnings.add(option.key() + "=" + option.shown(said == null ? "" : said) + " (" + source.name()
                + ") is not possible: it has to be " + option.allowed() + "; " + instead
                + consequence(option.key(), value));
    }

    /** What the user would notice too late. */
    private static String consequence(String key, String value) {
        if (key.equals("enabled") && value.equals("false")) {
            return ": THE AGENT STAYS OFF, nothing is captured";
        }
        if (key.equals("storage") && value.equals("memory")) {
            return ": ALL LINES ARE GONE when this JVM ends";
        }
        return "";
    }
}
