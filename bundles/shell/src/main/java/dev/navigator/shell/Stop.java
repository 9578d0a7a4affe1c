package dev.navigator.shell;

import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pool.Pool;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Stops a tenant or a managed process, which then stays down, and waits until it is gone. */
@Component(
        service = Stop.class,
        property = {
            Command.SCOPE,
            Command.NAME + "stop",
            Command.USAGE + "=" + Stop.FORM,
            Command.SUMMARY + "=stop a tenant or a managed process, which then stays down, and wait until it is gone"
        })
public final class Stop extends Command {

    static final String FORM = "stop [--tenant|--managed] NAME";

    private final Parts parts;

    @Activate
    public Stop(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Named named = Named.find(parts, Words.of(words, FORM, Named.TENANT, Named.MANAGED), FORM);
        named.act(Pool::stop, ManagedProcesses::stop);
        out.println(named.subject() + " stopped");
    }
}
