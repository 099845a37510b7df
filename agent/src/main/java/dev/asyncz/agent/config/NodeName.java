package dev.asyncz.agent.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This JVM's name among those that share a storage: the option {@code node}, else the host's. Any thread. */
public final class NodeName implements Supplier<String> {
    /** Of a host that has no name. */
    private static final String UNKNOWN = "unknown";

    private final String configured;
    private volatile @Nullable String name;

    public NodeName(Config config) {
        configured = config.text("node");
    }

    /** May ask the name service the first time; not before main. */
    @Override
    public String get() {
        String known = name;
        if (known == null) {
            known = configured.isEmpty() ? host() : configured;
            name = known;
        }
        return known;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return UNKNOWN;
        }
    }
}
