package dev.asyncz.agent.storage.postgres.partition;

/**
 * A table that holds the lines with the ids of some time.
 *
 * @param name as the server writes it in a statement
 * @param from the first millisecond; 0 for the first of all
 * @param to the first one after it; {@link IdRange#END} for none
 */
public record Partition(String name, long from, long to) {}
