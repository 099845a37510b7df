package com.acme.port;

import com.acme.Life;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Scanner;

/**
 * Binds a port, in the way and to the address that the arguments name: at once, or when "bind" is typed. Says what
 * became of it, and closes it when "close" is typed.
 */
public final class Binds {
    private Binds() {}

    public static void main(String[] args) throws Exception {
        String way = args[0];
        InetSocketAddress address = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
        AutoCloseable server = args.length > 3 ? null : bind(way, address);
        System.out.println("ready");
        Scanner in = new Scanner(System.in);
        while (in.hasNextLine()) {
            if (in.nextLine().equals("bind")) {
                server = bind(way, address);
            } else if (server != null) {
                server.close();
                System.out.println("closed");
            }
        }
        Life.untilInputEnds();
    }

    private static AutoCloseable bind(String way, InetSocketAddress address) {
        try {
            AutoCloseable server = bound(way, address);
            System.out.println("bound by " + way);
            return server;
        } catch (Throwable failed) {
            System.out.println("failed: " + failed);
            return () -> {};
        }
    }

    private static AutoCloseable bound(String way, InetSocketAddress address) throws Exception {
        return switch (way) {
            case "constructor" -> new ServerSocket(address.getPort(), 50, address.getAddress());
            case "socket" -> reused(true, address);
            case "socket, not reused" -> reused(false, address);
            case "nio" -> ServerSocketChannel.open().bind(address);
            case "nio, shared" ->
                ServerSocketChannel.open()
                        .setOption(StandardSocketOptions.SO_REUSEPORT, true)
                        .bind(address);
            case "nio2" -> AsynchronousServerSocketChannel.open().bind(address);
            case "nio2, not reused" ->
                AsynchronousServerSocketChannel.open()
                        .setOption(StandardSocketOptions.SO_REUSEADDR, false)
                        .bind(address);
            case "twice" -> {
                // The first one takes the port, the second one fails as it would without the agent.
                ServerSocket first = reused(true, address);
                try {
                    reused(true, address).close();
                    throw new IllegalStateException("the port is bound twice");
                } catch (IOException expected) {
                    yield first;
                }
            }
            case "interrupted" -> {
                Thread.currentThread().interrupt();
                try {
                    yield new ServerSocket(address.getPort(), 50, address.getAddress());
                } finally {
                    if (!Thread.interrupted()) {
                        System.out.println("failed: the interrupt was lost");
                    }
                }
            }
            case "netty", "epoll" -> OfNetty.bind(way, address);
            case "tomcat" -> OfTomcat.start(address);
            case "jobrunr" -> OfJobRunr.start(address.getPort());
            default -> throw new IllegalArgumentException(way);
        };
    }

    private static ServerSocket reused(boolean on, InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(on);
        socket.bind(address, 50);
        if (socket.getReuseAddress() != on) {
            throw new IllegalStateException("the option of the socket was changed");
        }
        return socket;
    }
}
