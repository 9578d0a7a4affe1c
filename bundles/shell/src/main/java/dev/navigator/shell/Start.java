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

/** {@code start NAME}: starts a tenant's instance, or a managed process, that is down. */
@Component(
        service = Start.class,
        property = {"osgi.command.scope=navigator", "osgi.command.function=start"})
public final class Start implements Operands.Verb {

    private final Operands operands;

    @Activate
    public Start(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Pool pool,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ManagedProcesses managed) {
        operands = new Operands(pool, managed);
    }

    /** Blocks until it is done. */
    public void start(CommandSession session, String name) {
        operands.apply(name, this);
        session.getConsole().println(name + " started");
    }

    @Override
    public CompletionStage<Void> toTenant(Pool pool, TenantId tenant) {
        return pool.start(tenant);
    }

    @Override
    public CompletionStage<Void> toProcess(ManagedProcesses managed, String name) {
        return managed.start(name);
    }
}
