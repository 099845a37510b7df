package dev.asyncz.agent.storage.retention;

import dev.asyncz.agent.config.Config;
import java.time.Instant;

/**
 * What one node asks of the storage that it shares.
 *
 * @param policy what its options say, or their defaults
 * @param isSet whether any of these options is set
 * @param force whether it holds for all, although others have asked for more
 * @param node the name of the JVM
 * @param at when, by its clock
 */
public record RetentionRequest(RetentionPolicy policy, boolean isSet, boolean force, String node, Instant at) {

    /** @param bytes how many bytes are kept where nothing is said of them */
    public static RetentionRequest of(Config config, long bytes, String node) {
        return new RetentionRequest(
                RetentionPolicy.of(config, bytes),
                RetentionPolicy.isSet(config),
                config.flag("storage.retention.force"),
                node,
                Instant.now());
    }
}
