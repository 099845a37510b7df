/** Reads the events of Log4j 1. Defined in a child of each loader that has it. */
@NullMarked
package dev.asyncz.bridge.log4j1;

import org.jspecify.annotations.NullMarked;
