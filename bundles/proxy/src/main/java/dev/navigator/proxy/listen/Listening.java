package dev.navigator.proxy.listen;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
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

    /**
     * Binds {@code address}. A port that another process listens on is not shared, unless that one allows it and {@code beside}
     * is asked for; with this socket at it, it is nobody else's to share.
     *
     * <p>For an IPv4 address this one then gets all new connections and the other none, which can leave without losing any:
     * the kernel looks at the socket that came last first, and only one that can be shared makes it choose among them. With
     * any other address each gets some.
     */
    static Listening bind(InetSocketAddress address, boolean beside) throws IOException {
        ServerSocketChannel socket = open(address);
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true); // for connections that linger of one before us
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, beside);
            socket.bind(address, BACKLOG);
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, false);
            return new Listening(address, socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Java's own choice is a socket for both versions of IP, whatever the address. */
    private static ServerSocketChannel open(InetSocketAddress address) throws IOException {
        boolean plain = address.getAddress() instanceof Inet4Address four && !four.isAnyLocalAddress();
        return plain ? ServerSocketChannel.open(StandardProtocolFamily.INET) : ServerSocketChannel.open();
    }

    /** Allows other processes of the same user to listen at the same address, or forbids it again. */
    void share(boolean allowed) throws IOException {
        socket.setOption(StandardSocketOptions.SO_REUSEPORT, allowed);
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
}
