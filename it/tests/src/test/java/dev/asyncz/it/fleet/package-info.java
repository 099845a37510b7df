/** The pages where there is much to show: a month of runs, several nodes. */
@NullMarked
package dev.asyncz.it.fleet;

import org.jspecify.annotations.NullMarked;
