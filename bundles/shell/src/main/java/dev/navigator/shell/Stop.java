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

/** {@code stop NAME}: stops a tenant's instances, or a managed process, until started again. */
@Component(
        service = Stop.class,
        property = {"osgi.command.scope=navigator", "osgi.command.function=stop"})
public final class Stop implements Operands.Verb {

    private final Operands operands;

    @Activate
    public Stop(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Pool pool,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    ManagedProcesses managed) {
        operands = new Operands(pool, managed);
    }

    /** Blocks until it is done. */
    public void stop(CommandSession session, String name) {
        operands.apply(name, this);
        session.getConsole().println(name + " stopped");
    }

    @Override
    public CompletionStage<Void> toTenant(Pool pool, TenantId tenant) {
        return pool.stop(tenant);
    }

    @Override
    public CompletionStage<Void> toProcess(ManagedProcesses managed, String name) {
        return managed.stop(name);
    }
}
