package dev.navigator.launcher.runtime;

import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.spi.Drainable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end: asked for once, gracefully; asked for twice, at once. The time there is goes to the {@linkplain Drainable.Stage
 * stages} in turn, each keeping a share for those after it; what one does not need the next ones have.
 */
public final class Shutdown implements Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final Duration FORCE = Duration.ofSeconds(1);

    private final Path stateDirectory;
    private final String version;
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch forced = new CountDownLatch(1);
    private volatile boolean yielding;

    public Shutdown(Path stateDirectory, String version) {
        this.stateDirectory = stateDirectory;
        this.version = version;
    }

    @Override
    public boolean stopping() {
        return requests.get() > 0 && !yielding;
    }

    @Override
    public boolean yielding() {
        return yielding;
    }

    /** Whether another process takes over. */
    public void yielding(boolean now) {
        yielding = now;
    }

    @Override
    public void stop() {
        requests.compareAndSet(0, 1);
        requested.countDown();
    }

    /** A signal that ends Navigator came: the first asks, the second insists. */
    public void signalled() {
        int count = requests.incrementAndGet();
        requested.countDown();
        if (count > 1) {
            forced.countDown();
        }
    }

    @Override
    public Path stateDirectory() {
        return stateDirectory;
    }

    @Override
    public String version() {
        return version;
    }

    /** Blocks until {@link #stop} or a signal asks for the end. */
    public void await() throws InterruptedException {
        requested.await();
    }

    /** Drains all parts within {@code budget}, or at once when the end is insisted on. Blocks. */
    public void drain(Supplier<List<Drainable>> parts, Duration budget) throws InterruptedException {
        LOG.info("Stopping Navigator budget={}s", budget.toSeconds());
        long deadline = System.nanoTime() + budget.toNanos();
        Drainable.Stage[] stages = Drainable.Stage.values();
        for (int i = 0; i < stages.length && forced.getCount() > 0; i++) {
            Drainable.Stage stage = stages[i];
            long left = Math.max(0, deadline - System.nanoTime());
            drain(
                    parts.get().stream().filter(part -> part.stage() == stage).toList(),
                    Duration.ofNanos(left / (stages.length - i)));
        }
        if (forced.getCount() == 0) {
            LOG.warn("Second signal: ending everything at once");
        }
        parts.get().forEach(part -> Mailbox.contain("abort", part::abort));
    }

    private void drain(List<Drainable> parts, Duration share) throws InterruptedException {
        CompletableFuture<?>[] ends =
                parts.stream().map(part -> begin(part, share)).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(ends);
        long deadline = System.nanoTime() + share.plus(FORCE).toNanos();
        while (!all.isDone() && forced.getCount() > 0 && System.nanoTime() < deadline) {
            await(all);
        }
    }

    /** One that throws is a plugin's, perhaps, and no reason to leave the others running. */
    private static CompletableFuture<Void> begin(Drainable part, Duration share) {
        try {
            return part.drain(share).toCompletableFuture();
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void await(CompletableFuture<Void> all) throws InterruptedException {
        try {
            all.get(50, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // looked at again by the caller: a second signal does not complete the stages
        } catch (ExecutionException e) {
            LOG.error("Stopping went wrong", e.getCause());
        }
    }
}
