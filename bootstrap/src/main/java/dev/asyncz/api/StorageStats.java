package dev.asyncz.api;

/**
 * What a storage says of itself; -1 stands for "not known".
 *
 * @param size entries that a query can find now
 * @param appended entries taken since the start
 * @param dropped entries taken since the start and no longer kept, such as those that a ring has overwritten
 */
public record StorageStats(long size, long appended, long dropped) {

    /** From a storage that does not count. */
    public static final StorageStats UNKNOWN = new StorageStats(-1, -1, -1);
}
