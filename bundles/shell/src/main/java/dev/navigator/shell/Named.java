package dev.navigator.shell;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.TenantStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a command is to act on: a tenant or a managed process, found by its name. */
final class Named {

    static final String TENANT = "--tenant";
    static final String MANAGED = "--managed";

    private final Parts parts;
    private final String name;
    private final boolean tenant;

    private Named(Parts parts, String name, boolean tenant) {
        this.parts = parts;
        this.name = name;
        this.tenant = tenant;
    }

    /** Finds out which of the two {@code name} means, unless an option says so. */
    static Named find(Parts parts, Words words, String usage) {
        String name = words.name(usage);
        if (words.options().contains(TENANT) || words.options().contains(MANAGED)) {
            return new Named(parts, name, words.options().contains(TENANT));
        }
        boolean tenant = tenants(parts).anyMatch(name::equals);
        boolean managed = managed(parts).anyMatch(name::equals);
        if (tenant && managed) {
            throw CommandFailure.usage(
                    "'" + name + "' is a tenant and a managed process; say " + TENANT + " or " + MANAGED);
        }
        if (!tenant && !managed) {
            throw unknown(parts, name);
        }
        return new Named(parts, name, tenant);
    }

    private static Stream<String> tenants(Parts parts) {
        return parts.configuration()
                .map(configuration ->
                        configuration.tenants().stream().map(each -> each.id().value()))
                .or(() -> parts.pool().map(Pool::tenants).map(List::stream).map(all -> all.map(TenantStatus::tenant)
                        .map(TenantId::value)))
                .orElseGet(Stream::of);
    }

    private static Stream<String> managed(Parts parts) {
        return parts.configuration()
                .map(configuration -> configuration.managedProcesses().stream().map(each -> each.name()))
                .or(() -> parts.managed()
                        .map(ManagedProcesses::processes)
                        .map(List::stream)
                        .map(all -> all.map(ManagedStatus::name)))
                .orElseGet(Stream::of);
    }

    private static CommandFailure unknown(Parts parts, String name) {
        List<String> all =
                Stream.concat(tenants(parts), managed(parts)).sorted().toList();
        Optional<String> nearest = Nearest.to(name, all);
        String hint = nearest.map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> all.isEmpty()
                        ? "nothing is configured"
                        : "there are " + all.stream().limit(20).collect(Collectors.joining(", ")));
        return new CommandFailure("'" + name + "': no tenant or managed process has this name; " + hint);
    }

    /** For messages. */
    String subject() {
        return (tenant ? "tenant '" : "managed process '") + name + "'";
    }

    /** Does what is asked, in one way for tenants and in another for managed processes, and waits for it. */
    void act(
            BiFunction<Pool, TenantId, CompletionStage<Void>> onTenant,
            BiFunction<ManagedProcesses, String, CompletionStage<Void>> onManaged) {
        CompletionStage<Void> stage = tenant
                ? onTenant.apply(parts.requirePool(), new TenantId(name))
                : onManaged.apply(parts.requireManaged(), name);
        Outcome.await(subject(), stage);
    }
}
