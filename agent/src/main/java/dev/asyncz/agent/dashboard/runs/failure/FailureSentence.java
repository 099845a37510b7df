package dev.asyncz.agent.dashboard.runs.failure;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.view.StackTrace;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a run failed, before all that is known of it.
 *
 * @param cause the first line of the root cause
 * @param outcome what came of that further out, where the root cause was wrapped; null where it was not
 * @param place the application's topmost frame; null where the trace shows none, or is no longer kept
 * @param warning the last WARN of the run before it ended; null where it wrote none
 */
public record FailureSentence(
        String cause,
        @Nullable String outcome,
        @Nullable String place,
        @Nullable Warning warning) {

    /** @param before how long before the run's end, in words */
    public record Warning(String id, String message, String before) {
        private static final int MAX_CHARS = 300;

        static Warning of(LogEntry entry, RunFacts run) {
            String line = entry.message().lines().findFirst().orElse("");
            Duration before = Duration.between(entry.ts(), Objects.requireNonNullElse(run.ended(), entry.ts()));
            return new Warning(
                    entry.id().toString(),
                    ShownText.safe(line.substring(0, Math.min(line.length(), MAX_CHARS))),
                    DurationWords.of(before.isNegative() ? Duration.ZERO : before));
        }
    }

    /**
     * @param entries what the run has logged, oldest first
     * @return null for a run that did not fail
     */
    public static @Nullable FailureSentence of(RunFacts run, List<LogEntry> entries) {
        String failure = run.failure();
        if (failure == null) {
            return null;
        }
        String trace = Objects.requireNonNullElse(run.exception(), failure).replace("\r\n", "\n");
        String root = StackTrace.rootCause(trace);
        return new FailureSentence(
                ShownText.safe(root.isEmpty() ? failure : root),
                root.isEmpty() ? null : ShownText.safe(failure),
                ShownText.safeOrNull(StackTrace.applicationFrame(trace)),
                warning(run, entries));
    }

    private static @Nullable Warning warning(RunFacts run, List<LogEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.level() == LogLevel.WARN)
                .reduce((earlier, later) -> later)
                .map(entry -> Warning.of(entry, run))
                .orElse(null);
    }
}
