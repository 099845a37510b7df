/** What needs attention. */
@NullMarked
package dev.asyncz.it.signs;

import org.jspecify.annotations.NullMarked;
