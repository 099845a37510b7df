/** One hook for each scheduler, and the propagation of a run across threads. */
@NullMarked
package dev.asyncz.agent.schedulers;

import org.jspecify.annotations.NullMarked;
