/** Logging frameworks: each line once, with its task, whatever the configuration. */
@NullMarked
package dev.asyncz.it.logging;

import org.jspecify.annotations.NullMarked;
