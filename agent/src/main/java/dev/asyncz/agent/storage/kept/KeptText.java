package dev.asyncz.agent.storage.kept;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.kept.KeptRun.Contents;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as text, for places that keep text: what is known of it is one line of JSON, and each of its lines is one. */
public final class KeptText {
    private static final String RUN = "run_id";
    private static final String TASK = "task_id";
    private static final String NODE = "node";
    private static final String STATE = "state";
    private static final String FIRST = "first";
    private static final String LAST = "last";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String LEVELS = "levels";
    private static final String LINES = "lines";
    private static final String MISSING = "missing";
    private static final String MIXED = "mixed";
    private static final String BYTES = "bytes";
    private static final String GAP = "gap_ms";

    private KeptText() {}

    /** What is known of a run, without line breaks. */
    public static String facts(KeptRun run) {
        Map<String, Object> facts = new HashMap<>();
        facts.put(RUN, run.run());
        facts.put(TASK, run.task());
        facts.put(NODE, run.node());
        facts.put(STATE, run.state().name().toLowerCase(Locale.ROOT));
        Contents contents = run.contents();
        facts.put(FIRST, contents.first().toString());
        facts.put(LAST, contents.last().toString());
        facts.put(FROM, contents.from().toString());
        facts.put(TO, contents.to().toString());
        facts.put(LEVELS, contents.levels().stream().map(Enum::name).sorted().toList());
        facts.put(LINES, contents.lines());
        facts.put(MISSING, contents.missing());
        facts.put(MIXED, contents.mixed());
        facts.put(BYTES, run.bytes());
        facts.put(GAP, run.gapMillis());
        return EntryJson.writeExtra(facts);
    }

    /** Reads {@link #facts} back; null for anything else: anybody may write to a shared storage. */
    public static @Nullable KeptRun run(String text) {
        try {
            Map<String, Object> facts = EntryJson.readExtra(text);
            return new KeptRun(
                    text(facts, RUN),
                    text(facts, TASK),
                    text(facts, NODE),
                    State.valueOf(text(facts, STATE).toUpperCase(Locale.ROOT)),
                    new Contents(
                            UUID.fromString(text(facts, FIRST)),
                            UUID.fromString(text(facts, LAST)),
                            Instant.parse(text(facts, FROM)),
                            Instant.parse(text(facts, TO)),
                            levels(facts.get(LEVELS)),
                            number(facts.get(LINES)),
                            number(facts.get(MISSING)),
                            Boolean.TRUE.equals(facts.get(MIXED))),
                    number(facts.get(BYTES)),
                    number(facts.get(GAP)));
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    /** Lines as text, each with a line break. */
    public static String lines(List<LogEntry> entries) {
        StringBuilder text = new StringBuilder(256 * entries.size());
        for (LogEntry entry : entries) {
            text.append(EntryJson.write(entry)).append('\n');
        }
        return text.toString();
    }

    /** Reads {@link #lines} back, without what is damaged. */
    public static List<LogEntry> entries(String text) {
        List<LogEntry> entries = new ArrayList<>();
        for (int from = 0, to = text.indexOf('\n'); to >= 0; from = to + 1, to = text.indexOf('\n', from)) {
            try {
                entries.add(EntryJson.read(text.substring(from, to)));
            } catch (IOException damaged) {
                // The others are of use without it.
            }
        }
        return entries;
    }

    private static Set<LogLevel> levels(@Nullable Object names) {
        Set<LogLevel> levels = EnumSet.noneOf(LogLevel.class);
        if (names instanceof List<?> list) {
            list.forEach(name -> levels.add(LogLevel.valueOf(String.valueOf(name))));
        }
        return levels;
    }

    private static String text(Map<String, Object> facts, String key) {
        if (facts.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text in " + key);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
