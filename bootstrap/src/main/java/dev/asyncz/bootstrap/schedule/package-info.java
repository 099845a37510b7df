/**
 * Work given to schedulers of the JDK, and to Spring's on top of them: wrapped so that each call is a run, named by its
 * class or its place, planned, and live until its scheduler lets go of it.
 */
@NullMarked
package dev.asyncz.bootstrap.schedule;

import org.jspecify.annotations.NullMarked;
