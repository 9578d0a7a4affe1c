package dev.navigator.shell;

import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.felix.service.command.CommandProcessor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control socket as a component. When it is replaced the socket stays open: clients that come in between wait for the
 * successor. Where the socket cannot be had, Navigator goes on without.
 */
@Component(
        immediate = true,
        property = Lifecycle.YIELDS + ":Integer=1",
        service = {})
public final class ControlSocket {

    /** Framework or system property: whether {@code gogo LINE} may run any line of Gogo's language. Off by default. */
    static final String ANYTHING = "navigator.shell.gogo";

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final String HANDOVER_KEY = "shell.socket";
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Scheduler scheduler;
    private final Handover handover;
    private final Lifecycle lifecycle;
    private final Path path;
    private final SocketFile file;
    private final Awaited<CommandProcessor> processor = new Awaited<>();
    private final CommandRunner runner;
    private final ReentrantLock changing = new ReentrantLock();
    private @Nullable ServerSocketChannel channel;
    private @Nullable ControlServer server;
    private @Nullable Timer next;
    private boolean ended;

    @Activate
    public ControlSocket(
            BundleContext context,
            @Reference Scheduler scheduler,
            @Reference Handover handover,
            @Reference Lifecycle lifecycle) {
        this.scheduler = scheduler;
        this.handover = handover;
        this.lifecycle = lifecycle;
        this.path = lifecycle.stateDirectory().resolve("control.sock");
        this.file = new SocketFile(path);
        this.runner = new CommandRunner(processor, Boolean.parseBoolean(context.getProperty(ANYTHING)));
        open(handover.take(HANDOVER_KEY));
        lookLater();
    }

    private void open(Optional<Object> inherited) {
        try {
            serve(inherited.orElse(null) instanceof ServerSocketChannel left && left.isOpen() ? left : file.bind());
        } catch (IOException e) {
            LOG.error("Control socket is not available path={} reason=\"{}\"", path, e.getMessage());
        }
    }

    private void serve(ServerSocketChannel taken) throws IOException {
        channel = taken;
        ControlServer started = new ControlServer(taken, scheduler, runner);
        started.start();
        server = started;
    }

    private void lookLater() {
        changing.lock();
        try {
            next = ended ? null : scheduler.after(LOOK, scheduler.blocking(), this::look);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Whoever cleans up below /tmp may remove a socket that is served, and nobody could reach it any more; or it could not be
     * made so far.
     */
    private void look() {
        changing.lock();
        try {
            if (!ended && (server == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS))) {
                makeAgain();
            }
        } catch (IOException e) {
            LOG.debug("Control socket is missing and cannot be made yet", e);
        } finally {
            changing.unlock();
        }
        lookLater();
    }

    private void makeAgain() throws IOException {
        ServerSocketChannel again = file.bind();
        ControlServer running = server;
        ServerSocketChannel open = channel;
        if (running != null && open != null) {
            running.stop();
            open.close();
        }
        serve(again);
        LOG.warn("Control socket was missing and is there now path={}", path);
    }

    @Deactivate
    void deactivate() {
        changing.lock();
        try {
            ended = true;
            if (next != null) {
                next.cancel();
            }
            close();
        } finally {
            changing.unlock();
        }
    }

    private void close() {
        ControlServer running = server;
        ServerSocketChannel open = channel;
        if (running == null || open == null) {
            return;
        }
        try {
            running.stop();
            if (lifecycle.stopping() || lifecycle.yielding()) {
                open.close();
                file.remove();
            } else {
                handover.leave(HANDOVER_KEY, open);
            }
        } catch (IOException e) {
            LOG.warn("Control socket cannot be closed path={} reason=\"{}\"", path, e.getMessage());
        }
    }

    /** Keeps the socket when somebody gives this component a configuration of Config Admin's. */
    @Modified
    void modified() {
        // there is nothing to configure
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProcessor(CommandProcessor service) {
        processor.bind(service);
    }

    void unbindProcessor(CommandProcessor service) {
        processor.unbind(service);
    }
}
