package dev.asyncz.agent.signs;

import dev.asyncz.agent.tasks.RunFacts;
import org.jspecify.annotations.Nullable;

/**
 * One thing to look at.
 *
 * @param node the JVM that it is about; empty where that is all of them, or the only one
 * @param sentence what is the matter
 * @param threshold when this is said
 * @param run the run that shows it; null where there is none
 */
public record Sign(
        Kind kind,
        String node,
        String sentence,
        String threshold,
        @Nullable RunFacts run) {}
