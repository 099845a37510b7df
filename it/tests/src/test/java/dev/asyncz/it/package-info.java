/** What the shipped jar promises, point by point, in real JVMs. */
@NullMarked
package dev.asyncz.it;

import org.jspecify.annotations.NullMarked;
