package dev.navigator.pool;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.testing.FakePidFiles;
import dev.navigator.testing.FakePorts;
import dev.navigator.testing.FakeProcesses;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.RealScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A pool with real time and real threads, of processes that are fakes. */
final class LiveWorld {

    static final TenantId SHOP = new TenantId("shop");

    final FakeProcesses processes = new FakeProcesses();
    final FakePorts ports = new FakePorts(21300, 90);
    final Services services;
    final InstancePool pool;

    private final AtomicInteger servedByTheDead = new AtomicInteger();

    LiveWorld(RealScheduler scheduler, UnaryOperator<Settings> changes) {
        services = new Services(scheduler);
        pool = new InstancePool(services);
        services.ports.bind(ports);
        services.pidFiles.bind(new FakePidFiles());
        services.processes.bind(processes);
        services.strategies.readiness.offer(
                context -> processes.accepts(context.address().getPort()), Map.of());
        processes.addListener(new Listener(pool));
        PoolLife life = new PoolLife(services, pool, new MemoryHandover());
        TenantSettings shop = Settings.tenant("shop", changes);
        life.configure(Settings.configuration(1, Settings.pools(80, 80), List.of(shop)));
        life.begin();
    }

    /** Lets threads request, hold for a moment, release, and pause for about as long as instances may be idle. */
    int hammer(int threads, int requestsEach) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> served = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                served.add(clients.submit(() -> requests(requestsEach)));
            }
            int sum = 0;
            for (Future<Integer> client : served) {
                sum += client.get();
            }
            return sum;
        } finally {
            clients.shutdownNow();
        }
    }

    private int requests(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            InstanceLease lease = lease();
            long pid = lease.instance().pid();
            boolean alive = processes.runs(pid);
            Thread.onSpinWait();
            if (!alive || !processes.runs(pid)) {
                servedByTheDead.incrementAndGet();
            }
            lease.release();
            if (i % 4 == 0) {
                TimeUnit.MICROSECONDS.sleep(950 + i % 300);
            }
        }
        return count;
    }

    InstanceLease lease() throws Exception {
        InstanceLease now = pool.tryLease(SHOP, World.REQUEST);
        return now != null ? now : pool.lease(SHOP, World.REQUEST).get(20, TimeUnit.SECONDS);
    }

    /** Requests that had a lease on an instance that was being stopped. */
    int servedByTheDead() {
        return servedByTheDead.get();
    }

    private record Listener(InstancePool pool) implements ProcessListener {
        @Override
        public void exited(RunningProcess process, ExitStatus status) {
            pool.exited(process, status);
        }

        @Override
        public void gone(RunningProcess process, ExitStatus status) {
            pool.vanished(process, status);
        }
    }
}
