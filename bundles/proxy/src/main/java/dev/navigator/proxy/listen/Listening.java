package dev.navigator.proxy.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** A bound socket and the address that was asked for. */
final class Listening {

    private static final int BACKLOG = 4096;

    private final InetSocketAddress wanted;
    private final ServerSocketChannel socket;

    Listening(InetSocketAddress wanted, ServerSocketChannel socket) {
        this.wanted = wanted;
        this.socket = socket;
    }

    /** Binds {@code address}. A port that another process listens on is not shared. */
    static Listening bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true); // for connections that linger of one before us
            socket.bind(address, BACKLOG);
            return new Listening(address, socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** The address that was asked for. */
    InetSocketAddress wanted() {
        return wanted;
    }

    /** The address with the port that the system may have chosen. */
    InetSocketAddress bound() {
        try {
            return (InetSocketAddress) socket.getLocalAddress();
        } catch (IOException e) {
            return wanted; // closed meanwhile
        }
    }

    ServerSocketChannel socket() {
        return socket;
    }

    @Override
    public String toString() {
        InetSocketAddress bound = bound();
        String host = bound.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort();
    }
}
