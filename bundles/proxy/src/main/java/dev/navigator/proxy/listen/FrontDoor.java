package dev.navigator.proxy.listen;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.TlsFileException;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.routing.Listener;
import dev.navigator.api.routing.spi.Router;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.Drainable;
import dev.navigator.api.strategy.StrategyHolder;
import dev.navigator.api.strategy.StrategyIncident;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.proxy.exchange.Proxy;
import dev.navigator.proxy.exchange.ProxySettings;
import dev.navigator.proxy.io.Tls;
import dev.navigator.proxy.log.AccessLog;
import dev.navigator.proxy.routing.Routing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where the configuration says, and serves.
 *
 * <p>All changes run in one mailbox, what may block before them elsewhere: reading error pages, resolving a name. A later
 * configuration overtakes an earlier one that is still being prepared.
 */
@Component(
        immediate = true,
        service = {Listener.class, Drainable.class, StrategyHolder.class})
public final class FrontDoor implements Listener, Drainable, StrategyHolder {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final Duration DRAIN_POLL = Duration.ofMillis(20);
    /** How long before the end of a drain those are turned away that still wait for an instance. */
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private static final Duration LOOK_FOR_CERTIFICATES = Duration.ofSeconds(2);
    private static final Duration UPDATE_DRAIN = Duration.ofSeconds(60);
    private static final Duration IDLE_AFTER_UPDATE = Duration.ofSeconds(10);
    private static final Duration CLOSE_LOG_AFTER = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Lifecycle lifecycle;
    private final Handover handover;
    private final Executor mailbox;
    private final Executor calculations;
    private final Generations generations = new Generations();
    private final Routing routing = new Routing(this::report);
    private volatile @Nullable Pool pool;
    /** Another version takes over; the connections of this one still bring requests, for which it keeps the pool. */
    private volatile boolean replaced;

    private volatile @Nullable Proxy proxy;
    private volatile @Nullable Gate gate;
    private volatile @Nullable String unready;
    private @Nullable AccessLog accessLog;
    private @Nullable Certificates certificates;
    private @Nullable CompletableFuture<Void> drained;

    @Activate
    public FrontDoor(@Reference Scheduler scheduler, @Reference Lifecycle lifecycle, @Reference Handover handover) {
        this.scheduler = scheduler;
        this.lifecycle = lifecycle;
        this.handover = handover;
        mailbox = scheduler.mailbox("listener");
        calculations =
                new Calculations(scheduler.blocking(), Runtime.getRuntime().availableProcessors());
    }

    /** There is nothing to configure but what the configuration service says. */
    @Modified
    void modified() {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration configuration) {
        mailbox.execute(() -> {
            long number = generations.next();
            scheduler.blocking().execute(() -> prepare(number, configuration));
        });
    }

    /** The last configuration stays in force until there is another. */
    void unbindConfiguration(Configuration configuration) {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPool(Pool service) {
        pool = service;
        sharePool();
    }

    void unbindPool(Pool service) {
        if (pool == service && !replaced) {
            pool = null;
            sharePool();
        }
    }

    private void sharePool() {
        Proxy current = proxy;
        if (current != null) {
            current.pool(pool);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRouter(Router router, ServiceReference<Router> reference) {
        Bundle bundle = reference.getBundle();
        routing.offer(
                router,
                FrameworkUtil.asMap(reference.getProperties()),
                bundle == null ? "" : bundle.getSymbolicName(),
                bundle == null ? "" : bundle.getVersion().toString());
    }

    void unbindRouter(Router router) {
        routing.withdraw(router);
    }

    @Override
    public Map<StrategyKind, List<StrategyOffer>> strategies() {
        return Map.of(StrategyKind.ROUTER, routing.offers());
    }

    /** Heard of on I/O threads. */
    private void report(StrategyIncident incident) {
        scheduler.blocking().execute(() -> LOG.warn("Strategy incident {}", incident.message(), incident.cause()));
    }

    /** Blocks. */
    private void prepare(long number, Configuration configuration) {
        ServerSettings server = configuration.server();
        Map<Integer, byte[]> pages = new HashMap<>();
        server.errorPages().forEach((status, file) -> read(file).ifPresent(page -> pages.put(status, page)));
        ProxySettings settings = new ProxySettings(configuration, pages);
        InetSocketAddress address = server.listen()
                .host()
                .map(host -> new InetSocketAddress(host, server.listen().port()))
                .orElseGet(() -> new InetSocketAddress(server.listen().port()));
        Certificates wanted = server.tls()
                .map(files -> new Certificates(
                        files, server.timeouts().head(), calculations, scheduler, LOOK_FOR_CERTIFICATES))
                .orElse(null);
        try {
            Tls tls = wanted == null ? null : wanted.read();
            var access = configuration.logging().access();
            mailbox.execute(() -> apply(number, new Prepared(settings, address, access, wanted, tls)));
        } catch (TlsFileException e) {
            mailbox.execute(() -> unready(number, configuration, e.problem()));
        }
    }

    /** The files were good when the configuration was read, and may be again: until then, what was in force stays so. */
    private void unready(long number, Configuration configuration, String why) {
        if (!generations.overtaken(number)) {
            if (!why.equals(unready)) {
                LOG.error("Configuration of the listener waits for its certificate: {}", why);
            }
            unready = why;
            generations.settled(number);
            scheduler.after(LOOK_FOR_CERTIFICATES, scheduler.blocking(), () -> prepare(number, configuration));
        }
    }

    private static Optional<byte[]> read(Path page) {
        try {
            return Optional.of(Files.readAllBytes(page));
        } catch (IOException e) {
            LOG.warn("Error page not read, the built-in one serves file={} reason={}", page, e.toString());
            return Optional.empty();
        }
    }

    private void apply(long number, Prepared prepared) {
        if (generations.overtaken(number)) {
            return;
        }
        unready = null;
        Proxy current = proxy;
        if (current == null) {
            current = new Proxy(Proxy.defaultThreads(), prepared.settings(), routing, scheduler);
            proxy = current;
            current.pool(pool);
            current.reactor().start();
        } else {
            current.settings(prepared.settings());
        }
        log(current, prepared.access());
        secure(current, prepared);
        Gate open = gate;
        if (open == null) {
            open = new Gate(scheduler, mailbox, handover, current.reactor());
            gate = open;
        }
        open.open(prepared.address(), () -> generations.settled(number));
    }

    private void secure(Proxy current, Prepared prepared) {
        stopFollowing();
        Certificates next = prepared.certificates();
        certificates = next;
        current.tls(prepared.tls());
        if (next != null) {
            next.follow(tls -> mailbox.execute(() -> {
                if (certificates == next) {
                    current.tls(tls);
                }
            }));
        }
    }

    private void stopFollowing() {
        Certificates before = certificates;
        certificates = null;
        if (before != null) {
            before.end();
        }
    }

    private void log(Proxy current, Optional<LoggingSettings.AccessLog> access) {
        AccessLog before = accessLog;
        if (!access.equals(Optional.ofNullable(before).map(AccessLog::settings))) {
            AccessLog next = access.map(settings -> new AccessLog(settings, current.threads(), scheduler))
                    .orElse(null);
            accessLog = next;
            current.accessLog(next);
            closeLater(before);
        }
    }

    /** After a moment, because exchanges that end now may still be about to write to it. */
    private void closeLater(@Nullable AccessLog log) {
        if (log != null) {
            scheduler.after(CLOSE_LOG_AFTER, scheduler.blocking(), log::close);
        }
    }

    @Override
    public Optional<InetSocketAddress> accepting() {
        return Optional.ofNullable(gate).flatMap(Gate::accepting);
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(unready).or(() -> Optional.ofNullable(gate).flatMap(Gate::problem));
    }

    @Override
    public CompletionStage<Void> settled() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        mailbox.execute(() -> generations.await(settled));
        return settled;
    }

    @Override
    public Stage stage() {
        return Stage.LISTENER;
    }

    @Override
    public CompletionStage<Void> share(boolean allowed) {
        return CompletableFuture.runAsync(
                () -> Optional.ofNullable(gate).ifPresent(open -> open.share(allowed)), mailbox);
    }

    @Override
    public CompletionStage<Void> drain(Duration budget) {
        return end(budget, Gate::close, Proxy::drain);
    }

    @Override
    public CompletionStage<Void> retire(Duration budget) {
        return end(budget, Gate::closeWhenQuiet, Proxy::retire);
    }

    private CompletionStage<Void> end(Duration budget, Consumer<Gate> closing, Consumer<Proxy> leaving) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        mailbox.execute(() -> {
            CompletableFuture<Void> already = drained;
            if (already == null) {
                drained = done;
                generations.end();
                stopFollowing();
                Gate open = gate;
                Proxy serving = proxy;
                if (open != null && serving != null) {
                    closing.accept(open);
                    leaving.accept(serving);
                }
                awaitEnd(scheduler.nanoTime() + budget.toNanos(), done);
            } else {
                var unused = already.whenComplete((none, error) -> done.complete(null));
            }
        });
        return done;
    }

    private void awaitEnd(long deadline, CompletableFuture<Void> done) {
        Proxy serving = proxy;
        Gate open = gate;
        boolean empty = serving == null || (serving.connections() == 0 && (open == null || open.shut()));
        if (serving == null || empty || scheduler.nanoTime() - deadline > 0) {
            abort();
            finishLog(done);
        } else {
            if (scheduler.nanoTime() - deadline > -LAST_CALL.toNanos()) {
                serving.turnAway();
            }
            scheduler.after(DRAIN_POLL, mailbox, () -> awaitEnd(deadline, done));
        }
    }

    private void finishLog(CompletableFuture<Void> done) {
        AccessLog log = accessLog;
        if (log == null) {
            done.complete(null);
            return;
        }
        scheduler.blocking().execute(() -> {
            log.close();
            done.complete(null);
        });
    }

    @Override
    public void abort() {
        Proxy serving = proxy;
        if (serving != null) {
            serving.close();
        }
    }

    /**
     * When this bundle is updated the next version gets the listening socket: clients that connect meanwhile wait in its queue.
     * Exchanges in flight end on the threads of this version, and a connection that is open brings one more within seconds.
     */
    @Deactivate
    void deactivate() {
        replaced = !lifecycle.stopping();
        mailbox.execute(() -> {
            if (generations.end() && !lifecycle.stopping()) {
                handOver();
            } else {
                abort();
            }
        });
    }

    private void handOver() {
        stopFollowing();
        Gate open = gate;
        Proxy serving = proxy;
        if (open != null && serving != null) {
            open.handOn();
            serving.retire();
            scheduler.after(IDLE_AFTER_UPDATE, mailbox, serving::drain);
            awaitEnd(scheduler.nanoTime() + UPDATE_DRAIN.toNanos(), new CompletableFuture<>());
        }
    }
}
