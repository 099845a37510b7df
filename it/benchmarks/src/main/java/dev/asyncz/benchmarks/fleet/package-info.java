/** What a fleet's storage answers how fast, as a table. */
@NullMarked
package dev.asyncz.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
