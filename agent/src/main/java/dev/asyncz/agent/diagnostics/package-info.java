/** What the agent says of itself, on standard error, never through a logging framework. */
@NullMarked
package dev.asyncz.agent.diagnostics;

import org.jspecify.annotations.NullMarked;
