/** Reads the records of JBoss LogManager. Defined in a child of each loader that has it. */
@NullMarked
package dev.asyncz.bridge.jboss;

import org.jspecify.annotations.NullMarked;
