package dev.asyncz.agent.storage.redis.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ServerSocketFactory;

/** Stands before a server. Once told to, it lets a script through, and cuts the connection when the answer comes. */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket door;
    private volatile int server;
    private volatile boolean armed;
    private volatile boolean cutsNext;
    private volatile boolean hasCut;

    public CuttingProxy(int server) throws IOException {
        this(server, ServerSocketFactory.getDefault());
    }

    public CuttingProxy(int server, ServerSocketFactory doors) throws IOException {
        this.server = server;
        this.door = doors.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket client = door.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), this.server);
                daemon(() -> forward(client, upstream, false));
                daemon(() -> forward(upstream, client, true));
            }
        });
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Connections that are open stay where they are, as they do when a name moves. */
    public void leadTo(int other) {
        server = other;
    }

    public void cutAfterNextScript() {
        armed = true;
    }

    public boolean hasCut() {
        return hasCut;
    }

    private void forward(Socket from, Socket to, boolean answers) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                if (answers && cutsNext) {
                    cutsNext = false;
                    hasCut = true;
                    return;
                }
                String text = new String(Arrays.copyOf(buffer, count), StandardCharsets.ISO_8859_1);
                if (!answers && armed && text.contains("EVALSHA")) {
                    armed = false;
                    cutsNext = true;
                }
                to.getOutputStream().write(buffer, 0, count);
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
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
