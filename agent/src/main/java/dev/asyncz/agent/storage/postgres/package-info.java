/**
 * A table that many nodes share. {@link dev.asyncz.agent.storage.postgres.PostgresStorage} appends and asks through
 * {@code Connections}; {@code Schema} creates the table and mends it, {@code EntryRows} fills it, {@code EntrySelect} reads
 * it, {@code Retention} bounds it, {@code TableIndexes} and {@code TextIndexes} keep its indexes.
 */
@NullMarked
package dev.asyncz.agent.storage.postgres;

import org.jspecify.annotations.NullMarked;
