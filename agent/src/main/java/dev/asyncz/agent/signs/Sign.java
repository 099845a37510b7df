package dev.asyncz.agent.signs;

import dev.asyncz.agent.tasks.RunFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing to look at.
 *
 * @param node the JVM that it is about; empty where that is all of them, or the only one
 * @param sentence what is the matter
 * @param threshold when this is said
 * @param run the run that shows it; null where there is none
 * @param since when it began; null where that is not known
 */
public record Sign(
        Kind kind,
        String node,
        String sentence,
        String threshold,
        @Nullable RunFacts run,
        @Nullable Instant since) {

    /** One that began with the run that shows it. */
    public Sign(Kind kind, String node, String sentence, String threshold, @Nullable RunFacts run) {
        this(kind, node, sentence, threshold, run, run == null ? null : run.started());
    }

    /** The same, known to have begun at a time. */
    public Sign since(@Nullable Instant began) {
        return new Sign(kind, node, sentence, threshold, run, began);
    }
}
