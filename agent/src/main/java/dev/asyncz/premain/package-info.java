/** The door: opens the boot path and the agent's own loader, catches everything, and stands apart from the rest. */
@NullMarked
package dev.asyncz.premain;

import org.jspecify.annotations.NullMarked;
