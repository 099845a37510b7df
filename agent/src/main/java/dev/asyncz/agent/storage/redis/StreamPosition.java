package dev.asyncz.agent.storage.redis;

import dev.asyncz.bootstrap.TimeOrderedIds;
import java.util.UUID;

/** Where an entry belongs in its stream, made of its id: {@code <time in ms>-<the 52 bits that follow>}. */
final class StreamPosition {
    /** The longest time that a UUIDv7 can say. */
    static final long MAX_MILLIS = (1L << 48) - 1;

    /** What no entry can take: it makes Redis treat the entry as a late one. */
    static final String NOWHERE = "0-0";

    private static final int VERSION_7 = 7;
    private static final int RFC_VARIANT = 2;

    private StreamPosition() {}

    /** Ascends with the id, for UUIDv7; any other id belongs nowhere in the stream, and is kept as a late one. */
    static String of(UUID id) {
        if (id.version() != VERSION_7 || id.variant() != RFC_VARIANT) {
            return NOWHERE;
        }
        // 52 bits, since a script's numbers are doubles: 12 of the counter, 40 of what is random.
        long sequence = (id.getMostSignificantBits() & 0xFFF) << 40 | id.getLeastSignificantBits() >>> 24;
        return TimeOrderedIds.millis(id) + "-" + sequence;
    }

    /** The time that a place says, in milliseconds; 0 for none. */
    static long millis(String place) {
        int dash = place.indexOf('-');
        return dash < 0 ? 0 : number(place.substring(0, dash));
    }

    /** Whether {@code place} lies above {@code other}. */
    static boolean isAbove(String place, String other) {
        int dash = place.indexOf('-');
        int otherDash = other.indexOf('-');
        int millis = Long.compareUnsigned(number(place.substring(0, dash)), number(other.substring(0, otherDash)));
        return millis != 0
                ? millis > 0
                : Long.compareUnsigned(number(place.substring(dash + 1)), number(other.substring(otherDash + 1))) > 0;
    }

    private static long number(String digits) {
        return Long.parseUnsignedLong(digits);
    }

    /** The id as 32 digits, which sort as the ids do. */
    static String digits(UUID id) {
        return id.toString().replace("-", "");
    }

    /** Reads {@link #digits} back. */
    static UUID id(String digits) {
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }
}
