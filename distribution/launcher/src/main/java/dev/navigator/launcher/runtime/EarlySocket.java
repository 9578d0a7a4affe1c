package dev.navigator.launcher.runtime;

import dev.navigator.api.config.ServerSettings.Listen;
import dev.navigator.api.runtime.Handover;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening socket, before there is anybody to accept: an address that is taken is found out before any process is started,
 * and clients that connect meanwhile wait in its queue rather than being refused.
 */
public final class EarlySocket {

    private static final Logger LOG = LoggerFactory.getLogger(EarlySocket.class);
    /** Where the proxy finds what an earlier version of itself has left. */
    private static final String KEY = "listener";

    private static final int BACKLOG = 4096;
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

    private EarlySocket() {}

    /**
     * Binds {@code listen} and leaves the socket to the proxy. Blocks for up to {@code patience} while the address is taken:
     * somebody may be about to let it go.
     */
    public static void leave(Listen listen, Duration patience, Handover handover) {
        InetSocketAddress address = listen.host()
                .map(host -> new InetSocketAddress(host, listen.port()))
                .orElseGet(() -> new InetSocketAddress(listen.port()));
        long deadline = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            try {
                handover.leave(KEY, new Object[] {address, bind(address)});
                return;
            } catch (BindException e) {
                String why = "cannot listen at " + listen + ": " + e.getMessage() + "; free it or change server.listen";
                if (System.nanoTime() - deadline > 0) {
                    throw new LaunchFailure(why, e);
                }
                if (!told) {
                    LOG.warn("Waiting for the address: {}", why);
                    told = true;
                }
                LockSupport.parkNanos(AGAIN);
            } catch (UnresolvedAddressException e) {
                throw new LaunchFailure(
                        "host '" + address.getHostString() + "': no such host; correct server.listen", e);
            } catch (IOException | IllegalArgumentException e) { // the latter for an address of a family there is not
                throw new LaunchFailure("cannot listen at " + listen + ": " + e + "; change server.listen", e);
            }
        }
    }

    private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        boolean plain = address.getAddress() instanceof Inet4Address four && !four.isAnyLocalAddress();
        ServerSocketChannel socket =
                plain ? ServerSocketChannel.open(StandardProtocolFamily.INET) : ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true); // for connections that linger of one before us
            return socket.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
