package dev.navigator.api.config;

import dev.navigator.api.strategy.StrategyKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One state of the configuration file, complete, valid and immutable.
 *
 * <p>Published as a service: a new one is registered, with a higher ranking, before the one it replaces is withdrawn.
 * Consumers hold a dynamic greedy reference, keep the last one when none is there, and act on the difference.
 *
 * @param file where it was read
 * @param deployment grows with every reload that an operator asked for; an instance started under a smaller number is to
 *     be replaced on its tenant's next request
 * @param plugins flat settings of plugins, by PID
 */
public record Configuration(
        Path file,
        long deployment,
        ServerSettings server,
        PoolSettings pools,
        List<TenantSettings> tenants,
        List<ManagedProcessSettings> managedProcesses,
        LoggingSettings logging,
        Map<String, Map<String, String>> plugins) {

    public Configuration {
        tenants = List.copyOf(tenants);
        managedProcesses = List.copyOf(managedProcesses);
        plugins = Map.copyOf(plugins);
    }

    public Optional<TenantSettings> tenant(TenantId id) {
        return tenants.stream().filter(tenant -> tenant.id().equals(id)).findFirst();
    }

    /** Every strategy that is asked for by name. */
    public List<ChosenStrategy> chosenStrategies() {
        List<ChosenStrategy> chosen = new ArrayList<>();
        tenants.forEach(tenant -> tenant.strategies()
                .forEach((kind, choice) ->
                        chosen.add(new ChosenStrategy("tenant '" + tenant.id() + "'", kind, choice))));
        managedProcesses.forEach(process -> chosen.add(new ChosenStrategy(
                "managed process '" + process.name() + "'", StrategyKind.RESTART, process.restart())));
        chosen.add(new ChosenStrategy("server", StrategyKind.ROUTER, server.router()));
        chosen.removeIf(strategy -> strategy.choice().name().isEmpty());
        return chosen;
    }

    /** The same configuration as a later deployment. */
    public Configuration withDeployment(long number) {
        return new Configuration(file, number, server, pools, tenants, managedProcesses, logging, plugins);
    }
}
