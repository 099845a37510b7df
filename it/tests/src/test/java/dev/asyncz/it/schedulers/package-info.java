/** Schedulers and executors: which run a line belongs to, across threads. */
@NullMarked
package dev.asyncz.it.schedulers;

import org.jspecify.annotations.NullMarked;
