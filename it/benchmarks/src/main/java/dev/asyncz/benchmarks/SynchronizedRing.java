package dev.asyncz.benchmarks;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;

/** The competitor: an appender that keeps full entries in a ring, behind one lock. */
final class SynchronizedRing extends AbstractAppender {
    private final @Nullable LogEntry[] entries;
    private long next;

    private SynchronizedRing(int size) {
        super("ring", null, null, true, Property.EMPTY_ARRAY);
        entries = new LogEntry[size];
    }

    static SynchronizedRing started(int size) {
        SynchronizedRing ring = new SynchronizedRing(size);
        ring.start();
        return ring;
    }

    @Override
    public synchronized void append(LogEvent event) {
        entries[(int) (next++ % entries.length)] = new LogEntry(
                new UUID(next, 0),
                Instant.ofEpochMilli(event.getTimeMillis()),
                LogLevel.INFO,
                event.getMessage().getFormattedMessage(),
                event.getLoggerName(),
                null,
                null,
                Map.copyOf(event.getContextData().toMap()));
    }
}
