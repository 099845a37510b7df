/** From a captured line to a LogEntry in a storage. */
@NullMarked
package dev.asyncz.agent.pipeline;

import org.jspecify.annotations.NullMarked;
