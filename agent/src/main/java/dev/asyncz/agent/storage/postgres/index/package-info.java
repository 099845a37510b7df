/** What the indexes of partitions that are over can tell of what a query looks for. */
@NullMarked
package dev.asyncz.agent.storage.postgres.index;

import org.jspecify.annotations.NullMarked;
