package dev.asyncz.it.harness.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What lies between an application and a server: forwards, slowly or not at all, or breaks every connection. */
public final class BadWire implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Way way = Way.GOOD;

    /** How it is. */
    public enum Way {
        GOOD,
        /** Each piece takes 50 ms. */
        SLOW,
        /** Half-open: connections stay, and nothing arrives. */
        SILENT,
        /** Every connection is reset, new ones too. */
        RESET
    }

    public BadWire(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> {
            while (true) {
                accept(door.accept());
            }
        });
    }

    public int port() {
        return door.getLocalPort();
    }

    public void become(Way next) {
        way = next;
        if (next == Way.RESET) {
            open.forEach(BadWire::reset);
        }
    }

    private void accept(Socket client) throws IOException {
        open.add(client);
        if (way == Way.RESET) {
            reset(client);
            return;
        }
        try {
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
            open.add(upstream);
            daemon(() -> forward(client, upstream));
            daemon(() -> forward(upstream, client));
        } catch (IOException down) {
            reset(client);
        }
    }

    private void forward(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                if (way == Way.SLOW) {
                    pause();
                }
                if (way == Way.SILENT) {
                    // What was sent is lost: such a connection never comes to life again.
                    while (in.read(buffer) > 0) {
                        pause();
                    }
                    return;
                }
                to.getOutputStream().write(buffer, 0, count);
            }
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // So it is.
        }
    }

    @Override
    public void close() {
        become(Way.RESET);
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException gone) {
                // One side is gone, and so is this one.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
