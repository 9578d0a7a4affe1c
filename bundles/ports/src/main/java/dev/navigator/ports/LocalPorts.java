package dev.navigator.ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds out whether anybody on this machine uses a TCP port, by binding it for a moment on the wildcard address.
 *
 * <p>A dual-stack wildcard collides with every listener on any local address of both families, 127.0.0.1, ::1 and
 * IPv6-only ones included. SO_REUSEADDR is set, as servers set it: without it, connections of a former listener that wait
 * out their end (TIME_WAIT) would count. It hides one case, a socket bound with SO_REUSEADDR that does not listen yet; that
 * bind race shows when the instance cannot listen. The socket bound here never listens, so nobody connects to it by mistake
 * and two Navigators that look at the same time do not see each other. Reading /proc/net/tcp instead costs milliseconds,
 * however few sockets there are: the kernel walks its whole table.
 */
final class LocalPorts {

    private final boolean ipv4Only;
    private final ListeningPorts ipv6;

    LocalPorts() {
        this(Boolean.getBoolean("java.net.preferIPv4Stack"), ListeningPorts.ipv6());
    }

    LocalPorts(boolean ipv4Only, ListeningPorts ipv6) {
        this.ipv4Only = ipv4Only;
        this.ipv6 = ipv6;
    }

    /** Looks at each port when it is asked about. A JVM that was told to do without IPv6 has to look elsewhere for it. */
    IntPredicate inUse() {
        if (!ipv4Only) {
            return LocalPorts::isBound;
        }
        Set<Integer> listening = ipv6.read();
        return port -> isBound(port) || listening.contains(port);
    }

    private static boolean isBound(int port) {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return false;
        } catch (BindException e) {
            return true; // in use, or a privileged port: not for us either way
        } catch (SocketException e) {
            throw new UncheckedIOException("port " + port + " cannot be looked at (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            return true;
        }
    }
}
