package dev.navigator.shell;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pool.Pool;
import java.util.concurrent.CompletionStage;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code restart NAME}: replaces a tenant's instances without losing a request, or stops and starts a managed process. */
@Component(
        service = Restart.class,
        property = {"osgi.command.scope=navigator", "osgi.command.function=restart"})
public final class Restart implements Operands.Verb {

    private final Operands operands;

    @Activate
    public Restart(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Pool pool,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ManagedProcesses managed) {
        operands = new Operands(pool, managed);
    }

    /** Blocks until it is done. */
    public void restart(CommandSession session, String name) {
        operands.apply(name, this);
        session.getConsole().println(name + " restarted");
    }

    @Override
    public CompletionStage<Void> toTenant(Pool pool, TenantId tenant) {
        return pool.restart(tenant);
    }

    @Override
    public CompletionStage<Void> toProcess(ManagedProcesses managed, String name) {
        return managed.stop(name).thenCompose(stopped -> managed.start(name));
    }
}
