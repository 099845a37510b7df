/** What the shipped jar promises, point by point, in real JVMs: a room for each part of it. */
@NullMarked
package dev.asyncz.it;

import org.jspecify.annotations.NullMarked;
