package dev.navigator.pool;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.InstanceStatus;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.routing.RequestView;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.testing.FakePidFiles;
import dev.navigator.testing.FakePorts;
import dev.navigator.testing.FakeProcesses;
import dev.navigator.testing.FakeRequest;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.MemoryHandover;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A pool in a world of fakes: time stands still until told otherwise, processes do as they are told. */
final class World {

    static final RequestView REQUEST = FakeRequest.to("/");

    final ManualScheduler clock;
    final FakeProcesses processes;
    final FakePorts ports;
    final FakePidFiles pidFiles;
    final MemoryHandover handover;
    final ReadinessProbe probe;
    /** Whether whoever listens does so on ::1 alone. */
    volatile boolean ipv6Only;

    Services services;
    InstancePool pool;
    PoolLife life;

    private final Map<TenantId, TenantSettings> tenants = new LinkedHashMap<>();
    private PoolSettings pools = Settings.pools(10, 10);
    private long deployment = 1;
    private @Nullable ProcessListener listener;

    World() {
        this(new ManualScheduler(), 21300);
    }

    private World(ManualScheduler scheduler, int firstPort) {
        clock = scheduler;
        processes = new FakeProcesses();
        ports = new FakePorts(firstPort, 100);
        pidFiles = new FakePidFiles();
        handover = new MemoryHandover();
        probe = context -> accepts(context.address().getPort());
        services = new Services(scheduler, this::accepts);
        pool = new InstancePool(services);
        life = new PoolLife(services, pool, handover, new LastDeployment(Path.of("/nonexistent")));
    }

    private boolean accepts(int port) {
        return !ipv6Only && processes.accepts(port);
    }

    /** A world whose pool serves tenant {@code shop}. */
    static World with(UnaryOperator<Settings> changes) {
        return at(21300, changes);
    }

    /** The same, where the first instance gets port {@code first}. */
    static World at(int first, UnaryOperator<Settings> changes) {
        World world = new World(new ManualScheduler(), first);
        world.tenant("shop", changes);
        world.begin();
        return world;
    }

    void tenant(String name, UnaryOperator<Settings> changes) {
        TenantSettings settings = Settings.tenant(name, changes);
        tenants.put(settings.id(), settings);
    }

    void limit(int maxSize, int maxConcurrentStarts) {
        pools = Settings.pools(maxSize, maxConcurrentStarts);
    }

    /** Activates the pool as the container would. */
    void begin() {
        begin(processes);
    }

    void begin(Processes service) {
        listener = new Listener(pool);
        processes.addListener(listener);
        services.ports.bind(ports);
        services.pidFiles.bind(pidFiles);
        services.processes.bind(service);
        services.strategies.readiness.offer(probe, Map.of(StrategyOffer.NAME_PROPERTY, "fake"));
        life.configure(configuration());
        life.begin();
        run();
    }

    /** Replaces the pool as an update of its bundle would. */
    void update() {
        processes.removeListener(Objects.requireNonNull(listener));
        life.handOver(false);
        services = new Services(clock, this::accepts);
        pool = new InstancePool(services);
        life = new PoolLife(services, pool, handover, new LastDeployment(Path.of("/nonexistent")));
        begin();
    }

    /** The configuration has changed, as {@link #tenant} said. */
    void reconfigure() {
        life.configure(configuration());
        run();
    }

    /** The configuration is read again, as an operator asks. */
    void reload() {
        deployment++;
        reconfigure();
    }

    void remove(String name) {
        tenants.remove(new TenantId(name));
        reconfigure();
    }

    private Configuration configuration() {
        return Settings.configuration(deployment, pools, new ArrayList<>(tenants.values()));
    }

    /** Lets happen what can happen without time passing, but for the few milliseconds that probes wait. */
    void run() {
        clock.advance(Duration.ofMillis(20));
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    void pass(int seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    /** A request that goes as far as it comes without waiting for time. */
    CompletableFuture<InstanceLease> request(String tenant) {
        TenantId id = new TenantId(tenant);
        InstanceLease now = pool.tryLease(id, REQUEST);
        CompletableFuture<InstanceLease> lease =
                now == null ? pool.lease(id, REQUEST) : CompletableFuture.completedFuture(now);
        run();
        return lease;
    }

    CompletableFuture<InstanceLease> request() {
        return request("shop");
    }

    /** A request that nobody hears of again. */
    void send(String tenant) {
        var unused = request(tenant);
    }

    void send() {
        send("shop");
    }

    /** A request that does not have to wait for time. */
    InstanceLease lease(String tenant) {
        CompletableFuture<InstanceLease> lease = request(tenant);
        if (!lease.isDone()) {
            throw new AssertionError("the request waits");
        }
        return lease.join();
    }

    InstanceLease lease() {
        return lease("shop");
    }

    /** A request that is served at once, and ends. */
    void visit(String tenant) {
        InstanceLease lease = lease(tenant);
        lease.answered();
        lease.release();
        run();
    }

    /** Why a request failed. */
    static PoolException failure(CompletableFuture<?> future) {
        if (!future.isCompletedExceptionally()) {
            throw new AssertionError("it has not failed");
        }
        return (PoolException) future.handle((value, failure) -> failure).join();
    }

    TenantStatus status(String tenant) {
        return pool.tenants().stream()
                .filter(status -> status.tenant().value().equals(tenant))
                .findFirst()
                .orElseThrow();
    }

    List<InstanceState> states(String tenant) {
        return status(tenant).instances().stream().map(InstanceStatus::state).toList();
    }

    List<InstanceState> states() {
        return states("shop");
    }

    /** The newest process crashes. */
    void kill() {
        processes.exit(processes.newest().pid(), ExitStatus.ofJava(128 + 9));
        run();
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
