package dev.navigator.shell;

import dev.navigator.api.runtime.Lifecycle;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Begins a graceful shutdown, as SIGTERM does. */
@Component(
        service = Shutdown.class,
        property = {
            Command.SCOPE,
            Command.NAME + "shutdown",
            Command.USAGE + "=" + Shutdown.FORM,
            Command.SUMMARY + "=finish the requests in flight, stop everything and end; does not wait for the end"
        })
public final class Shutdown extends Command {

    static final String FORM = "shutdown";

    private final Lifecycle lifecycle;

    @Activate
    public Shutdown(@Reference Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Words.of(words, FORM).noNames(FORM);
        lifecycle.stop();
        out.println("shutting down");
    }
}
