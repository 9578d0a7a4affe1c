package dev.navigator.pool;

import dev.navigator.api.pool.PoolException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Operators who wait for what they asked for. Belongs to the tenant's mailbox. */
final class Promises {

    private final List<CompletableFuture<Void>> ready = new ArrayList<>();
    private final List<CompletableFuture<Void>> gone = new ArrayList<>();

    /**
     * Somebody waits for an instance to be ready.
     *
     * @param already whether there is nothing to wait for
     */
    void start(CompletableFuture<Void> promise, boolean already) {
        take(gone).forEach(superseded -> superseded.cancel(false));
        if (already) {
            promise.complete(null);
        } else {
            ready.add(promise);
        }
    }

    void whenGone(CompletableFuture<Void> promise) {
        gone.add(promise);
    }

    boolean anybodyWantsReady() {
        return !ready.isEmpty();
    }

    void ready() {
        take(ready).forEach(promise -> promise.complete(null));
    }

    void failed(PoolException reason) {
        take(ready).forEach(promise -> promise.completeExceptionally(reason));
    }

    void gone() {
        take(gone).forEach(promise -> promise.complete(null));
    }

    private static List<CompletableFuture<Void>> take(List<CompletableFuture<Void>> promises) {
        List<CompletableFuture<Void>> all = List.copyOf(promises);
        promises.clear();
        return all;
    }
}
