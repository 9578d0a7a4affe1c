package dev.navigator.launcher.upgrade;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.routing.RequestView;
import dev.navigator.launcher.runtime.Mailbox;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of the Navigator that has taken over, as the one that finishes asks it; {@link PredecessorLeases} answers.
 * Thread-safe, never blocks.
 */
final class RemotePool {

    /** What strategies of the successor see of a request's fields. */
    static final List<String> FIELDS = List.of("Host", "Cookie", "User-Agent");

    private static final Logger LOG = LoggerFactory.getLogger(RemotePool.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private record Asked(TenantId tenant, CompletableFuture<InstanceLease> future) {}

    private final Wire wire;
    private final Executor sending;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Asked> waiting = new ConcurrentHashMap<>();
    private volatile boolean lost;

    /** @param sending serial, on threads that may block */
    RemotePool(Wire wire, Executor sending) {
        this.wire = wire;
        this.sending = sending;
    }

    CompletableFuture<InstanceLease> lease(TenantId tenant, RequestView request) {
        String id = Long.toString(ids.incrementAndGet());
        CompletableFuture<InstanceLease> future = new CompletableFuture<>();
        waiting.put(id, new Asked(tenant, future));
        List<String> words = new ArrayList<>(List.of("lease", id, tenant.value(), request.method(), request.path()));
        InetSocketAddress client = request.client();
        words.add(client.getAddress().getHostAddress());
        words.add(Integer.toString(client.getPort()));
        for (String field : FIELDS) {
            String value = request.header(field);
            words.add(value == null ? "" : value);
        }
        send(words);
        if (lost) {
            lost();
        }
        var unused = future.whenComplete((lease, failure) -> {
            if (future.isCancelled() && waiting.remove(id) != null) {
                send(List.of("release", id));
            }
        });
        return future;
    }

    void unreachable(InstanceId instance) {
        send(words("unreachable", List.of(instance)));
    }

    /** Tells on which instances exchanges are still in flight that were leased before. */
    void busy(Iterable<InstanceId> instances) {
        send(words("busy", instances));
    }

    /** {@code word} and three more for each instance. */
    private static List<String> words(String word, Iterable<InstanceId> instances) {
        List<String> words = new ArrayList<>(List.of(word));
        instances.forEach(instance -> {
            words.add(instance.tenant().value());
            words.add(Integer.toString(instance.number()));
            words.add(Long.toString(instance.pid()));
        });
        return words;
    }

    /** Brings the successor's answers to those who asked. Returns when it has ended, however that came; blocks until then. */
    void hear() {
        try {
            for (List<String> words = wire.receive(); !words.isEmpty(); words = wire.receive()) {
                List<String> answer = words;
                Mailbox.contain("successor", () -> received(answer));
            }
        } catch (IOException e) { // also when it ended with messages unread
            LOG.debug("The Navigator that took over has ended", e);
        } finally {
            lost();
        }
    }

    private void received(List<String> words) {
        Asked asked = waiting.remove(words.get(1));
        if (words.get(0).equals("leased")) {
            InstanceLease lease = lease(words, asked);
            if (asked == null || !asked.future.complete(lease)) {
                lease.release();
            }
        } else if (asked != null) {
            asked.future.completeExceptionally(new PoolException(
                    PoolException.Reason.valueOf(words.get(2)),
                    words.get(4),
                    Duration.ofMillis(Long.parseLong(words.get(3)))));
        }
    }

    private InstanceLease lease(List<String> words, @Nullable Asked asked) {
        String id = words.get(1);
        Occupancy occupancy = new Occupancy(System.nanoTime());
        occupancy.tryAcquire(1);
        occupancy.watch(() -> send(List.of("release", id)));
        TenantId tenant = asked == null ? new TenantId(words.get(7)) : asked.tenant;
        InstanceId instance = new InstanceId(tenant, Integer.parseInt(words.get(2)), Long.parseLong(words.get(3)));
        InetSocketAddress address = new InetSocketAddress(words.get(4), Integer.parseInt(words.get(5)));
        InstanceLease lease = new InstanceLease(instance, address, occupancy);
        return words.get(6).isEmpty() ? lease : lease.withCookie(words.get(6));
    }

    private void lost() {
        lost = true;
        for (String id : List.copyOf(waiting.keySet())) {
            Asked asked = waiting.remove(id);
            if (asked != null) {
                asked.future.completeExceptionally(new PoolException(
                        PoolException.Reason.STOPPED, "the Navigator that took over has ended", SOON));
            }
        }
    }

    private void send(List<String> words) {
        sending.execute(() -> {
            try {
                wire.send(words);
            } catch (IOException e) {
                LOG.debug("The Navigator that took over has ended", e);
            }
        });
    }
}
