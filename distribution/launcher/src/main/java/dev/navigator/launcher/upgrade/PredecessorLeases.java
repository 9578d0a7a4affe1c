package dev.navigator.launcher.upgrade;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.routing.RequestView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases instances for the requests that the predecessor finishes; {@link RemotePool} asks. One thread brings the messages. */
final class PredecessorLeases {

    private static final Logger LOG = LoggerFactory.getLogger(PredecessorLeases.class);
    private static final int LEASE_FIELDS = 7;

    private final Wire wire;
    private final Executor sending;
    private final Supplier<Optional<Pool>> pool;
    private final Map<String, CompletableFuture<InstanceLease>> leases = new ConcurrentHashMap<>();
    private final Holds holds = new Holds();

    /** @param sending serial, on threads that may block */
    PredecessorLeases(Wire wire, Executor sending, Supplier<Optional<Pool>> pool) {
        this.wire = wire;
        this.sending = sending;
        this.pool = pool;
    }

    void received(List<String> words) {
        switch (words.get(0)) {
            case "lease" -> lease(words);
            case "release" -> release(words.get(1));
            case "busy" -> pool.get().ifPresent(present -> holds.update(present, instances(words)));
            case "unreachable" ->
                pool.get().ifPresent(present -> instances(words).forEach(present::unreachable));
            default -> LOG.warn("Predecessor says what is not understood message={}", words.get(0));
        }
    }

    private void lease(List<String> words) {
        String id = words.get(1);
        TenantId tenant = new TenantId(words.get(2));
        CompletableFuture<InstanceLease> future = pool.get()
                .map(present -> present.lease(tenant, new Request(words)))
                .orElseGet(() -> CompletableFuture.failedFuture(new PoolException(
                        PoolException.Reason.STOPPED, "there is no pool at the moment", Duration.ofSeconds(1))));
        leases.put(id, future);
        var unused = future.whenComplete((lease, failure) -> answer(id, lease, failure));
    }

    private void answer(String id, @Nullable InstanceLease lease, @Nullable Throwable failure) {
        if (lease != null) {
            InetSocketAddress address = lease.address();
            String cookie = lease.cookie();
            send(List.of(
                    "leased",
                    id,
                    Integer.toString(lease.instance().number()),
                    Long.toString(lease.instance().pid()),
                    address.getAddress().getHostAddress(),
                    Integer.toString(address.getPort()),
                    cookie == null ? "" : cookie,
                    lease.instance().tenant().value()));
            return;
        }
        leases.remove(id);
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        PoolException reason = cause instanceof PoolException known
                ? known
                : new PoolException(PoolException.Reason.STOPPED, String.valueOf(cause), Duration.ofSeconds(1));
        send(List.of(
                "refused",
                id,
                reason.reason().name(),
                Long.toString(reason.retryAfter().toMillis()),
                String.valueOf(reason.getMessage())));
    }

    private void release(String id) {
        CompletableFuture<InstanceLease> future = leases.remove(id);
        if (future != null && !future.cancel(false) && !future.isCompletedExceptionally()) {
            future.join().release();
        }
    }

    /** Nothing of the predecessor is left. */
    void end() {
        leases.keySet().forEach(this::release);
        holds.release();
    }

    private static Set<InstanceId> instances(List<String> words) {
        Set<InstanceId> instances = new HashSet<>();
        for (int i = 1; i + 2 < words.size(); i += 3) {
            instances.add(new InstanceId(
                    new TenantId(words.get(i)), Integer.parseInt(words.get(i + 1)), Long.parseLong(words.get(i + 2))));
        }
        return instances;
    }

    private void send(List<String> words) {
        sending.execute(() -> {
            try {
                wire.send(words);
            } catch (IOException e) {
                LOG.debug("Predecessor has ended", e);
            }
        });
    }

    /** A request as the predecessor described it. */
    private record Request(List<String> words) implements RequestView {

        @Override
        public String method() {
            return words.get(3);
        }

        @Override
        public String path() {
            return words.get(4);
        }

        @Override
        public @Nullable String header(String name) {
            for (int i = 0; i < RemotePool.FIELDS.size(); i++) {
                String value = words.get(LEASE_FIELDS + i);
                if (RemotePool.FIELDS.get(i).equalsIgnoreCase(name) && !value.isEmpty()) {
                    return value;
                }
            }
            return null;
        }

        @Override
        public InetSocketAddress client() {
            return new InetSocketAddress(words.get(5), Integer.parseInt(words.get(6)));
        }
    }
}
