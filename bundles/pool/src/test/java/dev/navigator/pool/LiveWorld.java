package dev.navigator.pool;

import dev.navigator.api.config.Configuration;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A pool with real time and real threads, of processes that are fakes. */
final class LiveWorld implements ProcessListener {

    static final TenantId SHOP = new TenantId("shop");

    final FakeProcesses processes = new FakeProcesses();
    final FakePorts ports = new FakePorts(21300, 90);

    private final RealScheduler scheduler;
    private final MemoryHandover handover = new MemoryHandover();
    private final TenantSettings shop;
    private final AtomicInteger servedByTheDead = new AtomicInteger();
    private final Map<Long, Integer> served = new ConcurrentHashMap<>();
    private long deployment = 1;
    private volatile PoolLife life;
    private volatile InstancePool pool;

    LiveWorld(RealScheduler scheduler, UnaryOperator<Settings> changes) {
        this.scheduler = scheduler;
        shop = Settings.tenant("shop", changes);
        processes.addListener(this);
        activate();
    }

    private void activate() {
        Services services = new Services(scheduler, processes::accepts);
        services.ports.bind(ports);
        services.pidFiles.bind(new FakePidFiles());
        services.processes.bind(processes);
        services.strategies.readiness.offer(
                context -> processes.accepts(context.address().getPort()), Map.of());
        InstancePool next = new InstancePool(services);
        life = new PoolLife(services, next, handover, new LastDeployment(Path.of("/nonexistent")));
        life.configure(configuration());
        life.begin();
        pool = next;
    }

    private Configuration configuration() {
        return Settings.configuration(deployment, Settings.pools(80, 80), List.of(shop));
    }

    /** Replaces the pool, as an update of its bundle would. */
    void update() {
        life.handOver(false);
        activate();
    }

    /** Kills what has served for a while. */
    void kill() {
        processes.pids().stream()
                .filter(pid -> served.getOrDefault(pid, 0) > 20)
                .forEach(pid -> processes.exit(pid, ExitStatus.ofJava(128 + 9)));
    }

    void reload() {
        deployment++;
        life.configure(configuration());
    }

    /** Waits until nothing is on its way in or out, for requests to see the newest release alone. */
    void settle() throws Exception {
        for (int i = 0; i < 1000 && processes.pids().size() != 1; i++) {
            lease().release();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Lets clients request and release, and something happen meanwhile; tells how many requests were served. */
    int under(int clients, int requestsEach, Runnable happening) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                results.add(threads.submit(() -> requests(requestsEach)));
            }
            while (results.stream().anyMatch(client -> !client.isDone())) {
                happening.run();
                TimeUnit.MILLISECONDS.sleep(5);
            }
            int sum = 0;
            for (Future<Integer> client : results) {
                sum += client.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Requests with pauses about as long as instances may be idle. */
    private int requests(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            InstanceLease lease = lease();
            long pid = lease.instance().pid();
            boolean alive = processes.runs(pid);
            Thread.onSpinWait();
            if (!alive || !processes.runs(pid)) {
                servedByTheDead.incrementAndGet();
            }
            lease.answered();
            lease.release();
            served.merge(pid, 1, Integer::sum);
            if (i % 4 == 0) {
                TimeUnit.MICROSECONDS.sleep(950 + i % 300);
            }
        }
        return count;
    }

    private InstanceLease lease() throws Exception {
        InstancePool asked = pool;
        InstanceLease now = asked.tryLease(SHOP, World.REQUEST);
        return now != null ? now : asked.lease(SHOP, World.REQUEST).get(20, TimeUnit.SECONDS);
    }

    /** Requests that had a lease on an instance that was being stopped. */
    int servedByTheDead() {
        return servedByTheDead.get();
    }

    @Override
    public void exited(RunningProcess process, ExitStatus status) {
        pool.exited(process, status);
    }

    @Override
    public void gone(RunningProcess process, ExitStatus status) {
        pool.vanished(process, status);
    }
}
