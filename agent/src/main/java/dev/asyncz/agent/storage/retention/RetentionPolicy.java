package dev.asyncz.agent.storage.retention;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.words.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept: lines that are young enough, as many as have room.
 *
 * @param days how old a line may be; 0 for any age
 * @param bytes how many bytes lines and indexes may take, about; 0 for any number
 * @param count how many lines there may be, about; 0 for any number
 */
public record RetentionPolicy(int days, long bytes, long count) {
    private static final List<String> OPTIONS =
            List.of("storage.retention.days", "storage.retention.bytes", "storage.retention.count");

    /** @param bytes what holds where none are set */
    public static RetentionPolicy of(Config config, long bytes) {
        long set = config.bytes("storage.retention.bytes");
        return new RetentionPolicy(
                config.integer("storage.retention.days"),
                set == 0 ? bytes : set,
                config.integer("storage.retention.count"));
    }

    /** Whether somebody has asked for any of it. */
    public static boolean isSet(Config config) {
        return OPTIONS.stream().anyMatch(config::isSet);
    }

    /** Whether it keeps all that {@code other} keeps. */
    boolean covers(RetentionPolicy other) {
        return covers(days, other.days) && covers(bytes, other.bytes) && covers(count, other.count);
    }

    /** One that covers both. */
    RetentionPolicy widened(RetentionPolicy other) {
        return new RetentionPolicy((int) wider(days, other.days), wider(bytes, other.bytes), wider(count, other.count));
    }

    /**
     * How many of the newest lines may stay.
     *
     * @param bytesALine what a line takes, with its part of the indexes
     */
    public long lines(long bytesALine) {
        long fit = bytes == 0 ? Long.MAX_VALUE : Math.max(1, bytes / Math.max(1, bytesALine));
        return count == 0 ? fit : Math.min(count, fit);
    }

    /** For people: "7 days, at most 10 GiB". */
    public String words() {
        List<String> bounds = new ArrayList<>();
        if (bytes > 0) {
            bounds.add(Numbers.bytes(bytes));
        }
        if (count > 0) {
            bounds.add(Numbers.grouped(count) + " lines");
        }
        String most = String.join(" and ", bounds);
        if (days == 0) {
            return most.isEmpty() ? "everything" : "at most " + most;
        }
        String age = days == 1 ? "1 day" : days + " days";
        return most.isEmpty() ? age : age + ", at most " + most;
    }

    private static boolean covers(long bound, long other) {
        return bound == 0 || other != 0 && bound >= other;
    }

    private static long wider(long bound, long other) {
        return bound == 0 || other == 0 ? 0 : Math.max(bound, other);
    }
}
