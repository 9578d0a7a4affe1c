package dev.navigator.shell;

import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
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
import java.util.concurrent.Semaphore;
import org.apache.felix.service.command.CommandProcessor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Unix socket {@code control.sock} in the state folder, mode 0600 in a folder of mode 0700: whoever may open it may operate
 * Navigator. See {@link Conversation} for what is said through it.
 */
@Component(
        immediate = true,
        service = {})
public final class ControlSocket {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final int CLIENTS = 8;

    private final Scheduler scheduler;
    private final Path path;
    private final Semaphore places = new Semaphore(CLIENTS);
    private final @Nullable ServerSocketChannel server;
    private volatile @Nullable CommandProcessor processor;

    @Activate
    public ControlSocket(@Reference Scheduler scheduler, @Reference Lifecycle lifecycle) {
        this.scheduler = scheduler;
        path = lifecycle.stateDirectory().resolve("control.sock");
        server = open(path);
        if (server != null) {
            ServerSocketChannel channel = server;
            scheduler.blocking().execute(() -> accept(channel));
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setProcessor(CommandProcessor offered) {
        processor = offered;
    }

    void unsetProcessor(CommandProcessor gone) {
        if (processor == gone) {
            processor = null;
        }
    }

    @Deactivate
    void close() throws IOException {
        ServerSocketChannel channel = server;
        if (channel != null) {
            channel.close();
            Files.deleteIfExists(path);
        }
    }

    private static @Nullable ServerSocketChannel open(Path path) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                Files.deleteIfExists(path); // of an earlier run: the folder's lock says that it is over
                channel.bind(UnixDomainSocketAddress.of(path));
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                return channel;
            } catch (IOException | IllegalArgumentException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error(
                    "No control socket path={} reason=\"{}\"; Navigator goes on without: set server.state_dir to a "
                            + "shorter path, or one that can be written to",
                    path,
                    e.getMessage());
            return null;
        }
    }

    private void accept(ServerSocketChannel channel) {
        Executor threads = scheduler.blocking();
        try {
            while (true) {
                SocketChannel client = channel.accept();
                if (places.tryAcquire()) {
                    threads.execute(() -> serve(client));
                } else {
                    client.close();
                }
            }
        } catch (ClosedChannelException e) {
            LOG.debug("Control socket closed path={}", path);
        } catch (IOException e) {
            LOG.error("Control socket lost path={}", path, e);
        }
    }

    private void serve(SocketChannel client) {
        try {
            new Conversation(scheduler, client).hold(new CommandRunner(processor));
        } finally {
            places.release();
        }
    }
}
