package com.acme.port;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;

/** A server of Netty, by the JDK's channels or by its own ones for Linux. */
final class OfNetty {
    private OfNetty() {}

    static AutoCloseable bind(String way, InetSocketAddress address) throws InterruptedException {
        boolean epoll = way.equals("epoll");
        EventLoopGroup loops = epoll ? new EpollEventLoopGroup(1) : new NioEventLoopGroup(1);
        new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext connection) {
                        connection.close();
                    }
                })
                .bind(address)
                .sync();
        return () -> loops.shutdownGracefully().sync();
    }
}
