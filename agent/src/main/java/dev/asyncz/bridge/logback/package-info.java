/**
 * Reads Logback's events. Defined in a child of each loader that has Logback, so it refers to that Logback, to its
 * SLF4J, to the boot packages, and to nothing of the agent.
 */
@NullMarked
package dev.asyncz.bridge.logback;

import org.jspecify.annotations.NullMarked;
