package dev.asyncz.bootstrap;

import dev.asyncz.api.LogLevel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes captured lines from the bridges, on the thread that logs: must not block. */
@FunctionalInterface
public interface LineSink {

    LineSink NONE = new LineSink() {
        @Override
        public void line(
                Instant ts,
                LogLevel level,
                String message,
                String logger,
                @Nullable String taskId,
                @Nullable String runId,
                Map<String, Object> extra) {}
    };

    /** Takes one line; see {@link dev.asyncz.api.LogEntry} for what each part means. */
    void line(
            Instant ts,
            LogLevel level,
            String message,
            String logger,
            @Nullable String taskId,
            @Nullable String runId,
            Map<String, Object> extra);

    /**
     * Counts a line that did not come as far as this.
     *
     * @param reason one word, as it stands beside the count
     */
    default void lost(String reason) {}
}
