package dev.navigator.managed;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.Drainable;
import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.api.strategy.StrategyHolder;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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

/**
 * The supervisor as a component. Its processes outlive it: a successor takes over where it stopped, in the middle of a start
 * or a stop if need be.
 */
@Component(
        immediate = true,
        property = Lifecycle.YIELDS + ":Integer=2",
        service = {
            ManagedProcesses.class,
            ProcessListener.class,
            Drainable.class,
            StrategyHolder.class,
            ProblemSource.class
        })
public final class SupervisedProcesses
        implements ManagedProcesses, ProcessListener, Drainable, StrategyHolder, ProblemSource {

    private static final String HANDOVER_KEY = "managed";
    /** Names of processes that an operator has stopped, from a predecessor in another process. */
    private static final String STOPPED_KEY = "managed.stopped";

    private final Handover handover;
    private final Lifecycle lifecycle;
    private final RestartDelays delays;
    private final Supervisor supervisor;

    @Activate
    public SupervisedProcesses(
            @Reference Scheduler scheduler, @Reference Handover handover, @Reference Lifecycle lifecycle) {
        this.handover = handover;
        this.lifecycle = lifecycle;
        this.delays = new RestartDelays(scheduler);
        this.supervisor = new Supervisor(scheduler, delays, handover.take(HANDOVER_KEY));
        handover.take(STOPPED_KEY).ifPresent(names -> supervisor.keepDown((Collection<?>) names));
    }

    @Deactivate
    void deactivate() {
        Object state = supervisor.handOver();
        if (!lifecycle.stopping() && !lifecycle.yielding()) {
            handover.leave(HANDOVER_KEY, state);
        }
    }

    /** Keeps the state when somebody gives this component a configuration of Config Admin's. */
    @Modified
    void modified() {
        // there is nothing to configure
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration configuration) {
        supervisor.configure(configuration.managedProcesses());
    }

    /** The last configuration stays in force until the next one comes. */
    void unbindConfiguration(Configuration configuration) {
        // nothing changes
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProcesses(Processes processes) {
        supervisor.open(processes);
    }

    void unbindProcesses(Processes processes) {
        supervisor.shut(processes);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRestartPolicy(RestartPolicy policy, ServiceReference<RestartPolicy> reference) {
        Bundle bundle = reference.getBundle();
        delays.offer(
                policy,
                FrameworkUtil.asMap(reference.getProperties()),
                bundle == null ? "" : bundle.getSymbolicName(),
                bundle == null ? "" : bundle.getVersion().toString());
    }

    void unbindRestartPolicy(RestartPolicy policy) {
        delays.withdraw(policy);
    }

    @Override
    public Map<StrategyKind, List<StrategyOffer>> strategies() {
        return Map.of(StrategyKind.RESTART, delays.offers());
    }

    @Override
    public List<ManagedStatus> processes() {
        return supervisor.processes();
    }

    @Override
    public List<String> problems() {
        return supervisor.problems();
    }

    @Override
    public boolean ready(String name) {
        return supervisor.ready(name);
    }

    @Override
    public CompletionStage<Void> start(String name) {
        return supervisor.start(name);
    }

    @Override
    public CompletionStage<Void> stop(String name) {
        return supervisor.stop(name);
    }

    @Override
    public void exited(RunningProcess process, ExitStatus status) {
        if (process.owner().kind() == Owner.Kind.MANAGED) {
            supervisor.exited(process, status);
        }
    }

    @Override
    public void gone(RunningProcess process, ExitStatus status) {
        if (process.owner().kind() == Owner.Kind.MANAGED) {
            supervisor.gone(process, status);
        }
    }

    @Override
    public Stage stage() {
        return Stage.MANAGED_PROCESSES;
    }

    @Override
    public CompletionStage<Void> drain(Duration budget) {
        return supervisor.drain(budget);
    }

    @Override
    public void abort() {
        supervisor.abort();
    }
}
