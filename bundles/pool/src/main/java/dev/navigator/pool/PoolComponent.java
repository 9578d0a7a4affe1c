package dev.navigator.pool;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.pool.spi.EvictionPolicy;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.ScalingPolicy;
import dev.navigator.api.ports.Ports;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.routing.RequestView;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.Drainable;
import dev.navigator.api.strategy.StrategyHolder;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.api.strategy.StrategySlot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The pool as a component: connects it with the services that come and go. */
@Component(
        immediate = true,
        property = Lifecycle.YIELDS + ":Integer=2",
        service = {Pool.class, ProcessListener.class, Drainable.class, StrategyHolder.class})
public final class PoolComponent implements Pool, ProcessListener, Drainable, StrategyHolder {

    private final Services services;
    private final PoolLife life;
    private final InstancePool pool;
    private final Lifecycle lifecycle;

    /** Takes over what runs once the other references are bound. */
    @Activate
    public PoolComponent(@Reference Scheduler scheduler, @Reference Handover handover, @Reference Lifecycle lifecycle) {
        this(new Services(scheduler), handover, lifecycle);
    }

    PoolComponent(Services services, Handover handover, Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
        this.services = services;
        pool = new InstancePool(services);
        life = new PoolLife(services, pool, handover, new LastDeployment(lifecycle.stateDirectory()));
    }

    @Activate
    void activate() {
        life.begin();
    }

    @Modified
    void modified() {
        // There is nothing to configure; without this method an update of the configuration would replace the
        // component.
    }

    @Deactivate
    void deactivate() {
        if (!lifecycle.stopping()) {
            life.handOver(lifecycle.yielding());
        }
    }

    @Override
    public @Nullable InstanceLease tryLease(TenantId tenant, RequestView request) {
        return pool.tryLease(tenant, request);
    }

    @Override
    public CompletableFuture<InstanceLease> lease(TenantId tenant, RequestView request) {
        return pool.lease(tenant, request);
    }

    @Override
    public @Nullable InstanceLease hold(InstanceId instance) {
        return pool.hold(instance);
    }

    @Override
    public void unreachable(InstanceId instance) {
        pool.unreachable(instance);
    }

    @Override
    public List<TenantStatus> tenants() {
        return pool.tenants();
    }

    @Override
    public CompletionStage<Void> stop(TenantId tenant) {
        return pool.stop(tenant);
    }

    @Override
    public CompletionStage<Void> start(TenantId tenant) {
        return pool.start(tenant);
    }

    @Override
    public CompletionStage<Void> restart(TenantId tenant) {
        return pool.restart(tenant);
    }

    @Override
    public Map<StrategyKind, List<StrategyOffer>> strategies() {
        return services.strategies.offers();
    }

    @Override
    public void exited(RunningProcess process, ExitStatus status) {
        pool.exited(process, status);
    }

    @Override
    public void gone(RunningProcess process, ExitStatus status) {
        pool.vanished(process, status);
    }

    @Override
    public Stage stage() {
        return Stage.TENANTS;
    }

    @Override
    public CompletionStage<Void> drain(Duration budget) {
        return pool.end(budget);
    }

    @Override
    public void abort() {
        pool.end(Duration.ZERO);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration configuration) {
        life.configure(configuration);
    }

    void unbindConfiguration(Configuration configuration) {
        // The last one stays in force until another comes.
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPorts(Ports ports) {
        services.ports.bind(ports);
    }

    void unbindPorts(Ports ports) {
        services.ports.unbind(ports);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPidFiles(PidFiles pidFiles) {
        services.pidFiles.bind(pidFiles);
    }

    void unbindPidFiles(PidFiles pidFiles) {
        services.pidFiles.unbind(pidFiles);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProcesses(Processes processes) {
        services.processes.bind(processes);
        life.processesReplaced();
    }

    void unbindProcesses(Processes processes) {
        services.processes.unbind(processes);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindManagedProcesses(ManagedProcesses managed) {
        services.managed.set(managed);
    }

    void unbindManagedProcesses(ManagedProcesses managed) {
        services.managed.compareAndSet(managed, null);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLaunchCommandFactory(LaunchCommandFactory factory, ServiceReference<LaunchCommandFactory> reference) {
        offer(services.strategies.launch, factory, reference);
    }

    void unbindLaunchCommandFactory(LaunchCommandFactory factory) {
        services.strategies.launch.withdraw(factory);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindReadinessProbe(ReadinessProbe probe, ServiceReference<ReadinessProbe> reference) {
        offer(services.strategies.readiness, probe, reference);
    }

    void unbindReadinessProbe(ReadinessProbe probe) {
        services.strategies.readiness.withdraw(probe);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRestartPolicy(RestartPolicy policy, ServiceReference<RestartPolicy> reference) {
        offer(services.strategies.restart, policy, reference);
    }

    void unbindRestartPolicy(RestartPolicy policy) {
        services.strategies.restart.withdraw(policy);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindScalingPolicy(ScalingPolicy policy, ServiceReference<ScalingPolicy> reference) {
        offer(services.strategies.scaling, policy, reference);
    }

    void unbindScalingPolicy(ScalingPolicy policy) {
        services.strategies.scaling.withdraw(policy);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindInstanceSelector(InstanceSelector selector, ServiceReference<InstanceSelector> reference) {
        offer(services.strategies.selection, selector, reference);
    }

    void unbindInstanceSelector(InstanceSelector selector) {
        services.strategies.selection.withdraw(selector);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEvictionPolicy(EvictionPolicy policy, ServiceReference<EvictionPolicy> reference) {
        offer(services.strategies.eviction, policy, reference);
    }

    void unbindEvictionPolicy(EvictionPolicy policy) {
        services.strategies.eviction.withdraw(policy);
    }

    private static <S> void offer(StrategySlot<S> slot, S strategy, ServiceReference<S> reference) {
        Bundle bundle = reference.getBundle();
        slot.offer(
                strategy,
                FrameworkUtil.asMap(reference.getProperties()),
                bundle == null ? "" : bundle.getSymbolicName(),
                bundle == null ? "" : bundle.getVersion().toString());
    }
}
