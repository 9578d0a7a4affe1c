package dev.navigator.proxy.listen;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.routing.Listener;
import dev.navigator.api.routing.spi.Router;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.Drainable;
import dev.navigator.api.strategy.StrategyIncident;
import dev.navigator.proxy.exchange.Proxy;
import dev.navigator.proxy.exchange.ProxySettings;
import dev.navigator.proxy.routing.Routing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
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
        service = {Listener.class, Drainable.class})
public final class FrontDoor implements Listener, Drainable {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final Duration DRAIN_POLL = Duration.ofMillis(20);

    private final Scheduler scheduler;
    private final Executor mailbox;
    private final Routing routing = new Routing(FrontDoor::report);
    private volatile @Nullable Pool pool;
    private volatile @Nullable Proxy proxy;
    private volatile @Nullable Listening listening;
    private volatile @Nullable String problem;
    private long generation;
    private boolean ended;
    private @Nullable CompletableFuture<Void> drained;

    @Activate
    public FrontDoor(@Reference Scheduler scheduler) {
        this.scheduler = scheduler;
        mailbox = scheduler.mailbox("listener");
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
            long number = ++generation;
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
        if (pool == service) {
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
    void bindRouter(Router router, Map<String, ?> properties) {
        routing.offer(router, properties);
    }

    void unbindRouter(Router router) {
        routing.withdraw(router);
    }

    private static void report(StrategyIncident incident) {
        LOG.warn("Strategy incident {}", incident.message(), incident.cause());
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
        mailbox.execute(() -> apply(number, settings, address));
    }

    private static Optional<byte[]> read(Path page) {
        try {
            return Optional.of(Files.readAllBytes(page));
        } catch (IOException e) {
            LOG.warn("Error page not read, the built-in one serves file={} reason={}", page, e.toString());
            return Optional.empty();
        }
    }

    private void apply(long number, ProxySettings settings, InetSocketAddress address) {
        if (number != generation || ended) {
            return;
        }
        Proxy current = proxy;
        if (current == null) {
            current = new Proxy(Proxy.defaultThreads(), settings, routing);
            proxy = current;
            current.pool(pool);
            current.reactor().start();
        } else {
            current.settings(settings);
        }
        listen(current, address);
    }

    /** Binds the new address before the old one is let go. */
    private void listen(Proxy current, InetSocketAddress address) {
        Listening before = listening;
        if (before != null && before.wanted().equals(address)) {
            problem = null;
            return;
        }
        Listening.open(
                current.reactor(),
                address,
                mailbox,
                opened -> {
                    if (ended) {
                        opened.close();
                        return;
                    }
                    problem = null;
                    listening = opened;
                    LOG.info("Listening address={}", opened.bound());
                    if (before != null) {
                        before.close();
                    }
                },
                why -> {
                    problem = why;
                    LOG.error(
                            "Cannot listen: {}{}", why, before == null ? "" : "; " + before.bound() + " stays in use");
                });
    }

    @Override
    public Optional<InetSocketAddress> accepting() {
        return Optional.ofNullable(listening).map(Listening::bound);
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public Stage stage() {
        return Stage.LISTENER;
    }

    @Override
    public CompletionStage<Void> drain(Duration budget) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        mailbox.execute(() -> {
            CompletableFuture<Void> already = drained;
            if (already == null) {
                drained = done;
                ended = true;
                stopListening();
                awaitEnd(scheduler.nanoTime() + budget.toNanos(), done);
            } else {
                var unused = already.whenComplete((none, error) -> done.complete(null));
            }
        });
        return done;
    }

    private void stopListening() {
        Listening current = listening;
        listening = null;
        if (current != null) {
            current.close();
        }
        Proxy serving = proxy;
        if (serving != null) {
            serving.drain();
        }
    }

    private void awaitEnd(long deadline, CompletableFuture<Void> done) {
        Proxy serving = proxy;
        if (serving == null || serving.connections() == 0 || scheduler.nanoTime() - deadline > 0) {
            abort();
            done.complete(null);
        } else {
            scheduler.after(DRAIN_POLL, mailbox, () -> awaitEnd(deadline, done));
        }
    }

    @Override
    public void abort() {
        Proxy serving = proxy;
        if (serving != null) {
            serving.close();
        }
    }

    @Deactivate
    void deactivate() {
        mailbox.execute(() -> {
            ended = true;
            stopListening();
            abort();
        });
    }
}
