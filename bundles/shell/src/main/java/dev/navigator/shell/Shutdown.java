package dev.navigator.shell;

import dev.navigator.api.runtime.Lifecycle;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code shutdown}: begins the end, as SIGTERM does. */
@Component(
        service = Shutdown.class,
        property = {"osgi.command.scope=navigator", "osgi.command.function=shutdown"})
public final class Shutdown {

    private final Lifecycle lifecycle;

    @Activate
    public Shutdown(@Reference Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** Returns at once. */
    public void shutdown(CommandSession session) {
        lifecycle.stop();
        session.getConsole().println("stopping");
    }
}
