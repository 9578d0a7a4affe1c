package dev.navigator.launcher.upgrade;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the running Navigator hears of upgrades: {@code upgrade.sock} in the state directory, the owner's alone. Whoever gets
 * through may have a program run, as the owner could anyway.
 */
public final class UpgradeSocket {

    private static final Logger LOG = LoggerFactory.getLogger(UpgradeSocket.class);

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final Executor threads;
    private final Consumer<Wire> visitor;
    private volatile @Nullable ServerSocketChannel listening;

    /**
     * @param threads that may block
     * @param visitor gets each connection on a thread of its own, and closes it
     */
    UpgradeSocket(Path stateDirectory, Executor threads, Consumer<Wire> visitor) {
        this.file = file(stateDirectory);
        this.threads = threads;
        this.visitor = visitor;
    }

    public static Path file(Path stateDirectory) {
        return stateDirectory.resolve("upgrade.sock");
    }

    /** Listens; the state directory is ours, so that a file in the way is one that was left. */
    void open() {
        try {
            Files.deleteIfExists(file);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            listening = channel;
            threads.execute(() -> accept(channel));
        } catch (IOException e) {
            LOG.warn("Upgrades are not possible path={} reason=\"{}\"", file, e.getMessage());
        }
    }

    private void accept(ServerSocketChannel channel) {
        try {
            while (true) {
                SocketChannel client = channel.accept();
                threads.execute(() -> visitor.accept(new Wire(client)));
            }
        } catch (ClosedChannelException e) {
            LOG.debug("No upgrades any more");
        } catch (IOException e) { // such as no file descriptor being left
            LOG.warn("Upgrades are not possible for the moment reason=\"{}\"", e.toString());
            LockSupport.parkNanos(PAUSE);
            threads.execute(() -> accept(channel));
        }
    }

    /** Lets nobody in any more; who is in may stay. */
    void close() {
        ServerSocketChannel channel = listening;
        listening = null;
        if (channel == null) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Socket for upgrades is left behind path={} reason=\"{}\"", file, e.toString());
        }
    }
}
