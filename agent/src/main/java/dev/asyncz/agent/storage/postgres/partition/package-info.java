/**
 * The table of lines in partitions, each for the ids of some time: {@code Layout} reads which there are, {@code TableMove}
 * makes them of a table that has none, {@code NextPartitions} makes them ahead, {@code PartitionDrops} drops them. All by
 * connections that are lent: each call is one transaction, or part of one, and leaves nothing of it on the connection.
 */
@NullMarked
package dev.asyncz.agent.storage.postgres.partition;

import org.jspecify.annotations.NullMarked;
