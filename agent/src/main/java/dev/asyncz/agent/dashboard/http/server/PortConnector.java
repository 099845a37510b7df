package dev.asyncz.agent.dashboard.http.server;

import dev.asyncz.agent.dashboard.http.port.BoundPort;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Where connections come to Jetty: from a port that may be left at any moment. */
final class PortConnector extends ServerConnector {
    private final BoundPort port;

    /** @param port visited and not served yet */
    PortConnector(Server server, BoundPort port, HttpConfiguration configuration, long idleMillis) throws IOException {
        super(server, 1, 1, new HttpConnectionFactory(configuration));
        this.port = port;
        setIdleTimeout(idleMillis);
        setHost(port.channel().socket().getInetAddress().getHostAddress()); // Part of its threads' names.
        open(port.channel());
    }

    @Override
    public void accept(int acceptor) throws IOException {
        SocketChannel connection = port.accept();
        if (connection != null) {
            connection.configureBlocking(false);
            configure(connection.socket());
            getSelectorManager().accept(connection);
        }
    }

    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        return !port.isLeft() && super.handleAcceptFailure(failure);
    }

    /** Ends each connection by a reset: what is closed decently would linger at the port for a minute. */
    void reset() {
        for (EndPoint each : getConnectedEndPoints()) {
            try {
                if (each.getTransport() instanceof SocketChannel connection) {
                    connection.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            } catch (IOException gone) {
                // Its visitor was quicker.
            }
            each.close();
        }
    }
}
