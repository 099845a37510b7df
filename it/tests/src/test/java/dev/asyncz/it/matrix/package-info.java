/** The README's matrix: which versions of which libraries are bound, on which JDK. */
@NullMarked
package dev.asyncz.it.matrix;

import org.jspecify.annotations.NullMarked;
