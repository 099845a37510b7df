/** Other agents in the same JVM. */
@NullMarked
package dev.asyncz.it.beside;

import org.jspecify.annotations.NullMarked;
