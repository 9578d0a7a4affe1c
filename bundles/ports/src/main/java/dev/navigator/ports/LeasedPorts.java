package dev.navigator.ports;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.PortLease;
import dev.navigator.api.ports.Ports;
import dev.navigator.api.ports.PortsExhaustedException;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyHolder;
import dev.navigator.api.strategy.StrategyIncident;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.api.strategy.StrategySlot;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases ports, chosen by whatever {@link PortSelector} serves, by the lowest free one when none does.
 *
 * <p>A selector is asked without any lock held, so two callers may be given the same answer; the lease book lets one of them
 * have it and the other asks again. Each such round gives somebody a port, so there are at most as many as there are ports.
 */
@Component(
        immediate = true,
        property = Lifecycle.YIELDS + ":Integer=3",
        service = {Ports.class, StrategyHolder.class})
public final class LeasedPorts implements Ports, StrategyHolder {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedPorts.class);
    private static final String KEY = "ports";

    private final Handover handover;
    private final Lifecycle lifecycle;
    private final LeaseBook book;
    private final LocalPorts localPorts = new LocalPorts();
    private final StrategySlot<PortSelector> selectors = new StrategySlot<>(
            StrategyKind.PORT_SELECTOR, (tenant, free, options) -> OptionalInt.of(free.first()), LeasedPorts::report);
    private volatile PortRange range = PortRange.DEFAULT;

    @Activate
    public LeasedPorts(@Reference Scheduler scheduler, @Reference Handover handover, @Reference Lifecycle lifecycle) {
        this.handover = handover;
        this.lifecycle = lifecycle;
        this.book = handover.take(KEY).orElse(null) instanceof Map<?, ?> left
                ? new LeaseBook(scheduler::nanoTime, left)
                : new LeaseBook(scheduler::nanoTime);
    }

    @Modified
    void modified() {
        // has no properties; without this method a change of them would replace the service and its leases
    }

    @Deactivate
    void deactivate() {
        Map<String, Object> left = book.close();
        if (!lifecycle.stopping() && !lifecycle.yielding()) {
            handover.leave(KEY, left);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration configuration) {
        range = PortRange.of(configuration.pools());
    }

    void unbindConfiguration(Configuration configuration) {
        // the range of the last one goes on until there is another
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSelector(PortSelector selector, ServiceReference<PortSelector> reference) {
        Bundle bundle = reference.getBundle();
        selectors.offer(
                selector,
                FrameworkUtil.asMap(reference.getProperties()),
                bundle == null ? "" : bundle.getSymbolicName(),
                bundle == null ? "" : bundle.getVersion().toString());
    }

    void unbindSelector(PortSelector selector) {
        selectors.withdraw(selector);
    }

    @Override
    public PortLease lease(TenantId tenant, StrategyChoice choice) {
        try {
            return lease(tenant, choice, range, localPorts.inUse());
        } catch (UncheckedIOException e) {
            throw new PortsExhaustedException(
                    "tenant '" + tenant + "': " + e.getMessage() + "; raise the limit of open files");
        }
    }

    private PortLease lease(TenantId tenant, StrategyChoice choice, PortRange within, IntPredicate inUse) {
        while (true) {
            FreePorts free = free(tenant, within, inUse);
            OptionalInt port = selectors.decide(
                    choice,
                    selector -> selector.select(tenant, free, choice.options()),
                    answer -> answer != null && (answer.isEmpty() || free.contains(answer.getAsInt())));
            if (port.isEmpty()) {
                throw new PortsExhaustedException(
                        "tenant '" + tenant + "': its port selector refuses every free port in " + within
                                + "; choose another port_selector");
            }
            Optional<PortLease> lease = book.take(tenant, port.getAsInt());
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    @Override
    public PortLease adopt(TenantId tenant, int port) {
        PortLease lease = book.takeOrFind(tenant, port);
        if (!lease.tenant().equals(tenant)) {
            throw new PortsExhaustedException("tenant '" + tenant + "': port " + port + " is leased to '"
                    + lease.tenant() + "' and cannot be adopted; stop one of the two");
        }
        return lease;
    }

    @Override
    public void release(PortLease lease) {
        book.release(lease);
    }

    @Override
    public List<PortLease> leases() {
        return book.leases();
    }

    @Override
    public Map<StrategyKind, List<StrategyOffer>> strategies() {
        return Map.of(StrategyKind.PORT_SELECTOR, selectors.offers());
    }

    /** Ports in quarantine are only offered when there is no other. */
    private FreePorts free(TenantId tenant, PortRange within, IntPredicate inUse) {
        FreePorts rested = new FreePorts(book.rested(within), inUse);
        if (!rested.isEmpty()) {
            return rested;
        }
        FreePorts resting = new FreePorts(book.resting(within), inUse);
        if (!resting.isEmpty()) {
            return resting;
        }
        throw exhausted(tenant, within);
    }

    private PortsExhaustedException exhausted(TenantId tenant, PortRange within) {
        int leased = book.leased(within);
        String seen = leased == within.size()
                ? "every port in " + within + " is leased"
                : "no port in " + within + " is free, " + leased + " leased and " + (within.size() - leased)
                        + " in use by other programs";
        return new PortsExhaustedException(
                "tenant '" + tenant + "': " + seen + "; widen pools.port_count or stop an idle instance");
    }

    private static void report(StrategyIncident incident) {
        LOG.warn("Port selection: {}", incident.message(), incident.cause());
    }
}
