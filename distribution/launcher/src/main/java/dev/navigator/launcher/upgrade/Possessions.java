package dev.navigator.launcher.upgrade;

import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.routing.Listener;
import dev.navigator.api.runtime.Handover;
import dev.navigator.launcher.framework.Container;
import dev.navigator.launcher.framework.StateComponents;
import dev.navigator.launcher.runtime.LaunchFailure;
import dev.navigator.launcher.runtime.Mailbox;
import dev.navigator.launcher.runtime.ServiceManager;
import dev.navigator.launcher.runtime.Shutdown;
import dev.navigator.launcher.runtime.SystemScheduler;
import dev.navigator.launcher.state.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Navigator lets go of for another process, and takes back if that one fails: its state directory with the components that
 * work on it. Requests are served all the time. Used by one thread at a time.
 */
final class Possessions {

    private static final Logger LOG = LoggerFactory.getLogger(Possessions.class);
    private static final Duration CALM = Duration.ofSeconds(30);
    private static final Duration LAST_STOPS = Duration.ofSeconds(15);
    private static final Duration POOL = Duration.ofSeconds(10);
    private static final Duration TELL = Duration.ofMillis(50);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

    private final Container container;
    private final Shutdown shutdown;
    private final SystemScheduler scheduler;
    private final Claim claim;
    private final UpgradeSocket socket;
    private final ServiceManager manager;
    private final Executor sending;
    private @Nullable StateComponents components;
    private @Nullable BridgePool bridge;
    private @Nullable ServiceRegistration<Pool> registration;
    private OperatorStops stops = OperatorStops.NONE;

    Possessions(
            Container container,
            Shutdown shutdown,
            SystemScheduler scheduler,
            Claim claim,
            UpgradeSocket socket,
            ServiceManager manager) {
        this.container = container;
        this.shutdown = shutdown;
        this.scheduler = scheduler;
        this.claim = claim;
        this.socket = socket;
        this.manager = manager;
        this.sending = new Mailbox("upgrade", scheduler.blocking());
    }

    /** Waits until nothing is being stopped, which a successor would not know of. @return what still is */
    Optional<String> awaitCalm() {
        await(CALM, () -> stopping().isEmpty());
        return stopping().stream().findFirst().map(name -> name + " is being stopped; try again when it is gone");
    }

    private List<String> stopping() {
        List<String> names = new ArrayList<>();
        container.service(Pool.class).ifPresent(pool -> leaving(pool)
                .forEach(instance -> names.add("instance " + instance + " (PID " + instance.pid() + ")")));
        container.service(ManagedProcesses.class).stream()
                .flatMap(managed -> managed.processes().stream())
                .filter(process -> process.state() == ManagedState.STOPPING)
                .forEach(process -> names.add("process " + process.name()));
        return names;
    }

    private static List<InstanceId> leaving(Pool pool) {
        return pool.tenants().stream()
                .flatMap(tenant -> tenant.instances().stream()
                        .filter(instance -> instance.state() == InstanceState.STOPPING)
                        .map(instance -> new InstanceId(tenant.tenant(), instance.number(), instance.pid())))
                .toList();
    }

    /** Lets go of everything but the connections. @return what is to stay stopped */
    OperatorStops letGo() {
        stops = OperatorStops.now(container);
        StateComponents all = StateComponents.of(container);
        components = all;
        shutdown.yielding(true);
        Optional<Pool> pool = container.service(Pool.class);
        pool.ifPresent(this::bridge);
        all.endThoseThatAct();
        // who was asked to end just before is ended by force if need be, by a component that is there still
        pool.ifPresent(before -> await(LAST_STOPS, () -> leaving(before).stream()
                .noneMatch(instance -> ProcessHandle.of(instance.pid()).isPresent())));
        all.endTheRest();
        share(true);
        socket.close();
        claim.letGo();
        return stops;
    }

    /** Tells, from now on, on which instances exchanges are in flight. */
    void tellBusy(Wire successor) {
        tellBusy(new RemotePool(successor, sending));
    }

    private void bridge(Pool before) {
        BridgePool next = new BridgePool(before);
        bridge = next;
        Map<String, Object> first = Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        registration = container.context().registerService(Pool.class, next, FrameworkUtil.asDictionary(first));
    }

    /** Again and again, because the successor does not know all instances at once. */
    private void tellBusy(RemotePool successor) {
        BridgePool frozen = bridge;
        if (frozen != null && shutdown.yielding()) {
            successor.busy(Holds.busy(frozen));
            scheduler.after(TELL, scheduler.blocking(), () -> tellBusy(successor));
        }
    }

    private void share(boolean allowed) {
        container.service(Listener.class).ifPresent(listener -> {
            try {
                listener.share(allowed).toCompletableFuture().get(POOL.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new LaunchFailure("the listener cannot be shared: " + e.getMessage(), e);
            }
        });
    }

    /** The successor serves: requests that still come here are served by its instances. */
    RemotePool leaveTo(Wire successor) {
        RemotePool pool = new RemotePool(successor, sending);
        BridgePool waiting = bridge;
        if (waiting != null) {
            waiting.continueWith(pool);
        }
        return pool;
    }

    /** Takes everything back after a successor that has ended, and adopts what runs as after the death of a Navigator. */
    void takeBack(long successor) {
        shutdown.yielding(false);
        claim.takeBack(successor);
        share(false);
        container.service(Handover.class).ifPresent(stops::leave);
        StateComponents ended = components;
        if (ended != null) {
            ended.begin();
        }
        socket.open();
        manager.mainProcess();
        if (registration != null) {
            if (!await(POOL, () -> container.services(Pool.class).size() > 1)) {
                LOG.error("The pool is not back in time");
            }
            registration.unregister();
            registration = null;
        }
        BridgePool former = bridge;
        bridge = null;
        if (former != null) {
            former.giveUp();
            holdBusy(former, new Holds());
        }
    }

    /** What exchanges of before are still on must not be taken for idle. */
    private void holdBusy(BridgePool former, Holds holds) {
        Set<InstanceId> busy = Holds.busy(former);
        if (busy.isEmpty()) {
            holds.release();
        } else {
            container.service(Pool.class).ifPresent(pool -> holds.update(pool, busy));
            scheduler.after(TELL, scheduler.blocking(), () -> holdBusy(former, holds));
        }
    }

    /** @return whether it has come to be */
    private static boolean await(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK);
        }
        return true;
    }
}
