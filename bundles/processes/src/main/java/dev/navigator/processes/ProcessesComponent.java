package dev.navigator.processes;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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
 * Offers {@link Processes} once it knows what it is responsible for: at once when a predecessor in this JVM has handed over,
 * else as soon as the ledger has been read and the survivors of an earlier run were found. Offered earlier, it would be asked
 * to start second copies of what still runs. So it registers the service itself.
 */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=dev.navigator.api.processes.Processes",
        uses = Processes.class)
@Component(immediate = true, property = Lifecycle.YIELDS + ":Integer=3", service = ProblemSource.class)
public final class ProcessesComponent implements ProblemSource {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessesComponent.class);
    private static final String KEY = "processes";

    private final BundleContext context;
    private final Scheduler scheduler;
    private final Handover handover;
    private final Lifecycle lifecycle;
    private final LaunchedProcesses processes;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ServiceRegistration<Processes> registration;
    /** Whether somebody finds out, or has found out, what an earlier run left. */
    private boolean adopting;

    private boolean closed;

    @Activate
    public ProcessesComponent(
            BundleContext context,
            @Reference Scheduler scheduler,
            @Reference Handover handover,
            @Reference Lifecycle lifecycle) {
        this.context = context;
        this.scheduler = scheduler;
        this.handover = handover;
        this.lifecycle = lifecycle;
        processes = new LaunchedProcesses(scheduler, lifecycle.stateDirectory());
        if (handover.take(KEY).orElse(null) instanceof Map<?, ?> state && resume(state)) {
            offer();
        }
    }

    @Override
    public List<String> problems() {
        return processes.problems();
    }

    @Modified
    void modified() {
        // has no properties; without this method a change of them would replace the service and its state
    }

    @Deactivate
    void deactivate() {
        ServiceRegistration<Processes> offered;
        lock.lock();
        try {
            closed = true;
            offered = registration;
            registration = null;
        } finally {
            lock.unlock();
        }
        if (offered != null) {
            offered.unregister();
        }
        if (lifecycle.stopping()) {
            processes.end();
        } else if (offered != null && !lifecycle.yielding()) {
            handover.leave(KEY, processes.close());
        } else {
            processes.close();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLedger(Ledger ledger) {
        processes.bind(ledger);
        scheduler.blocking().execute(() -> meet(ledger));
    }

    void unbindLedger(Ledger ledger) {
        processes.unbind(ledger);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPidFiles(PidFiles pidFiles) {
        processes.bind(pidFiles);
    }

    void unbindPidFiles(PidFiles pidFiles) {
        processes.unbind(pidFiles);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration configuration) {
        processes.configure(configuration.logging());
    }

    void unbindConfiguration(Configuration configuration) {
        // what the last one says goes on until there is another
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(ProcessListener listener, Map<String, Object> properties) {
        processes.bind(name(properties), listener);
    }

    void unbindListener(ProcessListener listener, Map<String, Object> properties) {
        processes.unbind(name(properties), listener);
    }

    /** The same for a component and for the one of its bundle's next version. */
    private static String name(Map<String, Object> properties) {
        Object name = properties.getOrDefault("component.name", properties.get("service.id"));
        return String.valueOf(name);
    }

    private boolean resume(Map<?, ?> state) {
        try {
            processes.resume(state);
            return true;
        } catch (IllegalArgumentException | ClassCastException e) {
            LOG.error("What the version before left makes no sense to this one; adopting by the ledger instead", e);
            return false;
        }
    }

    private void meet(Ledger ledger) {
        if (!beginAdopting()) {
            agreeIfOffered();
            return;
        }
        boolean adopted = false;
        try {
            processes.adopt(ledger);
            adopted = true;
        } finally {
            if (!adopted) {
                giveUpAdopting();
                LOG.error(
                        "Cannot find out what an earlier run left; no process is started until the next ledger comes");
            }
        }
        offer();
        agreeIfOffered();
    }

    /** Only the first ledger says what an earlier run left; later ones are told what we know. */
    private boolean beginAdopting() {
        lock.lock();
        try {
            boolean first = registration == null && !adopting && !closed;
            adopting |= first;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void giveUpAdopting() {
        lock.lock();
        try {
            adopting = false;
        } finally {
            lock.unlock();
        }
    }

    private void agreeIfOffered() {
        boolean offered;
        lock.lock();
        try {
            offered = registration != null;
        } finally {
            lock.unlock();
        }
        if (offered) {
            processes.agree();
        }
    }

    private void offer() {
        ServiceRegistration<Processes> offered = context.registerService(Processes.class, processes, null);
        boolean late;
        lock.lock();
        try {
            late = closed;
            registration = late ? null : offered;
        } finally {
            lock.unlock();
        }
        if (late) {
            offered.unregister();
        }
    }
}
