package dev.asyncz.agent.dashboard.http.port;

import java.net.InetAddress;

/** Starts the server for a port to which somebody has come: nobody pays for one that nobody asks. */
public interface ServerFactory {
    /**
     * Called on the port's own thread, once for each stay at a port.
     *
     * @param port visited, and not served yet
     * @param at the address that it is bound to
     */
    BoundPort.Server start(BoundPort port, InetAddress at, DashboardSettings settings) throws Exception;
}
