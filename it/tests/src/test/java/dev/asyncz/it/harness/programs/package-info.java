/** Programs that are compiled or packed for a test, and where their lines are. */
@NullMarked
package dev.asyncz.it.harness.programs;

import org.jspecify.annotations.NullMarked;
