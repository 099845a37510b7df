/** The schedulers of the JDK, and the propagation of a run across threads. */
@NullMarked
package dev.asyncz.agent.schedulers.jdk;

import org.jspecify.annotations.NullMarked;
