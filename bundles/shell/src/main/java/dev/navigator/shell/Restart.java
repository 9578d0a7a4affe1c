package dev.navigator.shell;

import dev.navigator.api.pool.Pool;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Replaces the instances of a tenant as a deployment does, losing no request, or stops a managed process and starts it
 * again.
 */
@Component(
        service = Restart.class,
        property = {
            Command.SCOPE,
            Command.NAME + "restart",
            Command.USAGE + "=" + Restart.FORM,
            Command.SUMMARY + "=replace a tenant's instances without losing a request, or restart a managed process"
        })
public final class Restart extends Command {

    static final String FORM = "restart [--tenant|--managed] NAME";

    private final Parts parts;

    @Activate
    public Restart(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Named named = Named.find(parts, Words.of(words, FORM, Named.TENANT, Named.MANAGED), FORM);
        named.act(Pool::restart, (managed, name) -> managed.stop(name).thenCompose(stopped -> managed.start(name)));
        out.println(named.subject() + " restarted");
    }
}
