/** The same error, or the same message, over runs and tasks. */
@NullMarked
package dev.asyncz.agent.problems;

import org.jspecify.annotations.NullMarked;
