package dev.asyncz.agent.signs;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Mutes as the storage of runs keeps them, for other nodes and for the next start: entries of a task of their own, which
 * are no records of runs. Read again every few seconds while somebody asks. Any thread.
 */
public final class MuteLog {
    /** What was said stays with the process, as nothing keeps it. */
    public static final MuteLog NONE = new MuteLog(() -> null, entry -> {});

    private static final String TASK = "asyncz mutes";
    private static final int MOST = 500;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final String WHAT = "task";
    private static final String KIND = "sign";
    private static final String UNTIL = "until";
    private static final String BY = "by";

    private final Supplier<@Nullable LogStorage> storage;
    private final Consumer<LogEntry> writer;
    private final TimeOrderedIds ids = new TimeOrderedIds();
    private long readAt = System.nanoTime();

    /**
     * @param storage where runs are kept; null where nothing keeps them
     * @param writer takes what is to be written there
     */
    public MuteLog(Supplier<@Nullable LogStorage> storage, Consumer<LogEntry> writer) {
        this.storage = storage;
        this.writer = writer;
    }

    void write(Mute mute) {
        Kind kind = mute.kind();
        Map<String, Object> extra = Map.of(
                WHAT,
                mute.task(),
                KIND,
                kind == null ? "" : kind.key(),
                UNTIL,
                mute.until().toString(),
                BY,
                mute.by());
        writer.accept(new LogEntry(ids.next(), mute.at(), LogLevel.INFO, "muted", "asyncz.mute", TASK, null, extra));
    }

    /** What has been said lately, the oldest first; nothing where it has just been read, or cannot be. */
    synchronized List<Mute> news() {
        if (System.nanoTime() - readAt < 0) {
            return List.of();
        }
        readAt = System.nanoTime() + FRESH.toNanos();
        List<Mute> mutes = new ArrayList<>();
        try {
            LogStorage asked = storage.get();
            if (asked != null) {
                for (LogEntry entry : asked.query(LogQuery.ALL.withTask(TASK).withLimit(MOST))) {
                    Mute mute = mute(entry);
                    if (mute != null) {
                        mutes.add(0, mute);
                    }
                }
            }
        } catch (RuntimeException | LinkageError unanswered) {
            // What is known holds; the storage is asked again in a moment.
        }
        return mutes;
    }

    /** Null for what is none: anybody may write to a shared storage. */
    private static @Nullable Mute mute(LogEntry entry) {
        Map<String, Object> extra = entry.extra();
        try {
            return extra.get(WHAT) instanceof String task && extra.get(UNTIL) instanceof String until
                    ? new Mute(
                            task,
                            Kind.of(String.valueOf(extra.get(KIND))),
                            Instant.parse(until),
                            entry.ts(),
                            String.valueOf(extra.get(BY)))
                    : null;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
