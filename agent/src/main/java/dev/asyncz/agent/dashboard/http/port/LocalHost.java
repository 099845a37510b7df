package dev.asyncz.agent.dashboard.http.port;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The two addresses that the name localhost stands for. */
final class LocalHost {
    static final InetAddress V4 = of(127, 0, 0, 1);
    private static final InetAddress V6 = of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private LocalHost() {}

    /** The other one; null if {@code address} is neither. */
    static @Nullable InetAddress other(InetAddress address) {
        if (address.equals(V4)) {
            return V6;
        }
        return address.equals(V6) ? V4 : null;
    }

    private static InetAddress of(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress("localhost", address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 and 16 bytes are addresses", impossible);
        }
    }
}
