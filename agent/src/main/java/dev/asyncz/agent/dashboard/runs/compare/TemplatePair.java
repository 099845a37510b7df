package dev.asyncz.agent.dashboard.runs.compare;

import dev.asyncz.agent.problems.MessageTemplate;
import dev.asyncz.api.LogEntry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one template in two runs.
 *
 * @param other those of the run that is compared with
 * @param own those of the run that the page is about
 */
public record TemplatePair(MessageTemplate template, Side other, Side own) {

    /**
     * In one run.
     *
     * @param count how many lines
     * @param upTo how much time passed between the line before each of them and it, all together; before the first line
     *     that is since the run's start
     * @param first null without any
     */
    public record Side(int count, Duration upTo, @Nullable LogEntry first) {
        static final Side NONE = new Side(0, Duration.ZERO, null);

        Side with(LogEntry line, Duration gap) {
            return new Side(count + 1, upTo.plus(gap), first == null ? line : first);
        }
    }

    public boolean fresh() {
        return other.count == 0;
    }

    public boolean gone() {
        return own.count == 0;
    }

    public boolean same() {
        return other.count == own.count;
    }

    /** How much longer it took until these lines; negative for less. */
    public Duration longer() {
        return own.upTo.minus(other.upTo);
    }
}
