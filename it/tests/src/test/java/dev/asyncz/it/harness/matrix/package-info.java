/** What has been asked of each version of a library, and how the README shows it. */
@NullMarked
package dev.asyncz.it.harness.matrix;

import org.jspecify.annotations.NullMarked;
