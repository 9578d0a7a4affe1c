package dev.navigator.shell;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pool.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Who a name given to a command means: a tenant, or else a managed process. */
record Operands(@Nullable Pool pool, @Nullable ManagedProcesses managed) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What is done to a tenant or to a managed process. */
    interface Verb {
        CompletionStage<Void> toTenant(Pool pool, TenantId tenant);

        CompletionStage<Void> toProcess(ManagedProcesses managed, String name);
    }

    /** Does it and blocks until it is done. */
    void apply(String name, Verb verb) {
        Optional<TenantId> tenant = tenant(name);
        if (pool != null && tenant.isPresent()) {
            await(name, verb.toTenant(pool, tenant.get()));
        } else if (managed != null
                && managed.processes().stream()
                        .anyMatch(process -> process.name().equals(name))) {
            await(name, verb.toProcess(managed, name));
        } else {
            throw new CommandFailure("'" + Text.visible(name) + "': no tenant or managed process has this name");
        }
    }

    private Optional<TenantId> tenant(String name) {
        return pool == null
                ? Optional.empty()
                : pool.tenants().stream()
                        .map(status -> status.tenant())
                        .filter(id -> id.value().equals(name))
                        .findFirst();
    }

    private static void await(String name, CompletionStage<Void> stage) {
        try {
            stage.toCompletableFuture()
                    .copy()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailure("'" + name + "': "
                    + (cause instanceof TimeoutException
                            ? "still under way after " + PATIENCE.toMinutes() + " minutes"
                            : String.valueOf(cause.getMessage())));
        }
    }
}
