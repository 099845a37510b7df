package dev.asyncz.agent.dashboard.http.port;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.AgentPort;
import java.net.SocketAddress;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a server binds its port, until it listens: those of the JDK, and those of Netty beside the JDK. One
 * class for all of them, as each JVM has the list.
 */
public final class BindHook extends Hook {
    private final String method;
    private final String[] parameters;

    private BindHook(String type, String method, String... parameters) {
        super(type, "");
        this.method = method;
        this.parameters = parameters;
    }

    /** One for each way. */
    public static List<Hook> hooks() {
        return List.of(
                jdk("java.net.ServerSocket"),
                jdk("sun.nio.ch.ServerSocketChannelImpl"),
                jdk("sun.nio.ch.AsynchronousServerSocketChannelImpl"),
                netty("io.netty.channel.epoll.EpollServerSocketChannel"),
                netty("io.netty.channel.kqueue.KQueueServerSocketChannel"),
                netty("io.netty.channel.uring.IoUringServerSocketChannel"),
                netty("io.netty.incubator.channel.uring.IOUringServerSocketChannel"),
                netty("io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel"));
    }

    private static Hook jdk(String type) {
        return new BindHook(type, "bind", "java.net.SocketAddress", "int");
    }

    private static Hook netty(String type) {
        return new BindHook(type, "doBind", "java.net.SocketAddress");
    }

    @Override
    protected void weave(Weaving on) {
        on.advise(BindAdvice.class, method, parameters);
    }

    static final class BindAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object socket, @Advice.Argument(0) @Nullable SocketAddress address) {
            return AgentPort.binding(socket, address);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object binding) {
            AgentPort.bound(binding);
        }
    }
}
