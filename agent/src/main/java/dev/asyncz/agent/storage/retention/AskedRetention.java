package dev.asyncz.agent.storage.retention;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A policy that somebody has asked for.
 *
 * @param node the name of the JVM that asked
 * @param at when, by its clock
 */
record AskedRetention(RetentionPolicy policy, String node, Instant at) {

    /** One line, which {@link #parse} reads. */
    String line() {
        return "days=" + policy.days() + " bytes=" + policy.bytes() + " count=" + policy.count() + " at="
                + at.truncatedTo(ChronoUnit.SECONDS) + " node=" + node.replaceAll("\\s+", "_");
    }

    /** Empty where a later version, or a hand, has written what cannot be understood. */
    static Optional<AskedRetention> parse(String line) {
        Map<String, String> parts = new HashMap<>();
        for (String part : line.split(" ")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        try {
            RetentionPolicy policy = new RetentionPolicy(
                    Integer.parseInt(parts.getOrDefault("days", "")),
                    Long.parseLong(parts.getOrDefault("bytes", "")),
                    Long.parseLong(parts.getOrDefault("count", "")));
            Instant at = Instant.parse(parts.getOrDefault("at", ""));
            return Optional.of(new AskedRetention(policy, parts.getOrDefault("node", ""), at));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    String words() {
        String by = node.isEmpty() ? "" : " by " + node;
        return policy.words() + " (set" + by + " on " + at.toString().substring(0, "2026-01-01".length()) + ")";
    }
}
