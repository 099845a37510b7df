/**
 * Which run a thread works for: {@code RunScope} begins and ends it, {@code RunBinding} ties threads and waiting work to it,
 * {@code RunEvents} tells the agent.
 */
@NullMarked
package dev.asyncz.bootstrap.run;

import org.jspecify.annotations.NullMarked;
