/** Storages, through outages and ends of the process. */
@NullMarked
package dev.asyncz.it.storage;

import org.jspecify.annotations.NullMarked;
