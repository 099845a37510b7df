/** What a run's page says of a failure: why it failed, and what others did then. */
@NullMarked
package dev.asyncz.agent.dashboard.runs.failure;

import org.jspecify.annotations.NullMarked;
