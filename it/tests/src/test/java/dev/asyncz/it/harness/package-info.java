/** Starts real JVMs with the shipped agent jar, and asks them what they saw. */
@NullMarked
package dev.asyncz.it.harness;

import org.jspecify.annotations.NullMarked;
