package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.bootstrap.BoundedName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metrics as text, in the format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/) or as
 * OpenMetrics 1.0 has it, which names the family of a counter without its suffix. For one thread.
 */
final class MetricsText {
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final StringBuilder text = new StringBuilder(4_096);
    private final boolean open;

    MetricsText(boolean openMetrics) {
        this.open = openMetrics;
    }

    /** Whether an asker reads OpenMetrics at least as gladly as the older format, by its Accept header. */
    static boolean wantsOpen(@Nullable String accept) {
        double open = 0;
        double plain = 0;
        for (String range :
                accept == null ? new String[0] : accept.toLowerCase(Locale.ROOT).split(",")) {
            String type = range.strip();
            if (type.startsWith("application/openmetrics-text")) {
                open = Math.max(open, quality(type));
            } else if (type.startsWith("text/plain") || type.startsWith("text/*")) {
                plain = Math.max(plain, quality(type));
            }
        }
        return open > 0 && open >= plain;
    }

    private static double quality(String range) {
        int at = range.replace(" ", "").indexOf(";q=");
        try {
            return at < 0
                    ? 1
                    : Double.parseDouble(
                            range.replace(" ", "").substring(at + 3).split(";")[0]);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    String contentType() {
        return open ? OPEN_METRICS : PROMETHEUS;
    }

    /** Begins a family. Its samples have to follow at once. */
    void family(String name, String type, String help) {
        String shown = open && name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
        text.append("# TYPE ").append(shown).append(' ').append(type).append('\n');
        if (open && name.endsWith("_seconds")) {
            text.append("# UNIT ").append(shown).append(" seconds\n");
        }
        text.append("# HELP ").append(shown).append(' ').append(help).append('\n');
    }

    /** @param labels names and values in turn */
    void sample(String name, double value, String... labels) {
        text.append(name);
        if (labels.length > 0) {
            text.append('{');
            for (int i = 0; i < labels.length; i += 2) {
                text.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
                escape(labels[i + 1]);
                text.append('"');
            }
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    /**
     * One histogram of a family.
     *
     * @param bounds the upper bounds in seconds
     * @param within how many are within each, and how many there are in all
     */
    void histogram(String name, List<Double> bounds, List<Long> within, double sum, String label, String value) {
        for (int i = 0; i < bounds.size(); i++) {
            sample(name + "_bucket", within.get(i), label, value, "le", bound(bounds.get(i)));
        }
        long all = within.get(within.size() - 1);
        sample(name + "_bucket", all, label, value, "le", "+Inf");
        sample(name + "_sum", sum, label, value);
        sample(name + "_count", all, label, value);
    }

    /** A family of one kind whose samples differ in one label. */
    void all(String name, String type, String help, String label, Map<String, ? extends Number> values) {
        family(name, type, help);
        values.forEach((key, value) -> sample(name, value.doubleValue(), label, key));
    }

    String end() {
        return open ? text.append("# EOF\n").toString() : text.toString();
    }

    private void escape(String value) {
        // What is cut stays unlike others of the same beginning: of two samples of one label Prometheus takes none.
        String kept = BoundedName.of(EntryJson.wellFormed(value));
        for (int i = 0; i < kept.length(); i++) {
            char c = kept.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    /** OpenMetrics wants a bucket's bound to be told from a whole number. */
    private String bound(double seconds) {
        return open ? Double.toString(seconds) : number(seconds);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
