/** Numbers and durations as people read them: the same on every page, in every message and in every sign. */
@NullMarked
package dev.asyncz.agent.words;

import org.jspecify.annotations.NullMarked;
