package dev.navigator.proxy.support;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports set apart for these tests. */
public final class TestPorts {

    private static final int FIRST = 23400;
    private static final int COUNT = 80;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private TestPorts() {}

    static ServerSocket bind() throws IOException {
        IOException last = new BindException("no test port is free");
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try {
                return new ServerSocket(port, 512, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                last = e; // somebody else's
            }
        }
        throw last;
    }

    /** A port that nobody listens on now. */
    public static int free() throws IOException {
        try (ServerSocket socket = bind()) {
            return socket.getLocalPort();
        }
    }
}
