/** The programs that startup.sh starts. */
@NullMarked
package dev.asyncz.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
