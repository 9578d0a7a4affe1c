package dev.navigator.shell;

import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pool.Pool;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts a tenant or a managed process and waits until it is ready. */
@Component(
        service = Start.class,
        property = {
            Command.SCOPE,
            Command.NAME + "start",
            Command.USAGE + "=" + Start.FORM,
            Command.SUMMARY + "=start a tenant or a managed process, and wait until it is ready"
        })
public final class Start extends Command {

    static final String FORM = "start [--tenant|--managed] NAME";

    private final Parts parts;

    @Activate
    public Start(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Named named = Named.find(parts, Words.of(words, FORM, Named.TENANT, Named.MANAGED), FORM);
        named.act(Pool::start, ManagedProcesses::start);
        out.println(named.subject() + " started");
    }
}
