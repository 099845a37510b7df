/**
 * A table that many nodes share. {@link dev.asyncz.agent.storage.postgres.PostgresStorage} appends and asks through
 * {@code Connections}; {@code Schema} creates the table and mends it, {@code EntryRows} fills it, {@code EntrySelect} reads
 * it, in the order of {@code SearchRanges}. {@code PartitionUpkeep} makes and drops its partitions, {@code OldRows} deletes
 * what is left, {@code TableIndexes} and {@code ClosedIndexes} keep the indexes, {@code TextIndexes} those of a table
 * without partitions.
 */
@NullMarked
package dev.asyncz.agent.storage.postgres;

import org.jspecify.annotations.NullMarked;
