package dev.navigator.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Somebody else who listens. */
final class Stranger {

    private Stranger() {}

    static ServerSocket on(String address, int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getAllByName(address)[0]);
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
