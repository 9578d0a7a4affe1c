package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.PoolException.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class DependencyTest {

    private final World world = World.with(shop -> {
        shop.dependsOn = List.of("redis");
        shop.start = Duration.ofSeconds(10);
        return shop;
    });

    @Test
    void anInstanceIsStartedOnceWhatItDependsOnIsReady() {
        Readied managed = new Readied();
        world.services.managed.set(managed);
        CompletableFuture<InstanceLease> request = world.request();
        world.pass(5);
        assertTrue(world.processes.launched().isEmpty());

        managed.ready.add("redis");
        world.pass(Duration.ofMillis(100));

        assertTrue(request.isDone());
    }

    @Test
    void aDependencyThatDoesNotBecomeReadyFailsTheStart() {
        CompletableFuture<InstanceLease> request = world.request();
        assertFalse(request.isDone());

        world.pass(11);

        assertEquals(Reason.START_FAILED, World.failure(request).reason());
        assertTrue(World.failure(request).getMessage().contains("[redis]"));
    }

    @Test
    void whoWaitsForADependencyTakesNobodysTurn() {
        world.limit(10, 1);
        world.tenant("blog", blog -> blog);
        world.reconfigure();
        world.send("shop");

        assertTrue(world.request("blog").isDone());
    }

    private static final class Readied implements ManagedProcesses {

        private final Set<String> ready = new HashSet<>();

        @Override
        public List<ManagedStatus> processes() {
            return List.of();
        }

        @Override
        public boolean ready(String name) {
            return ready.contains(name);
        }

        @Override
        public CompletionStage<Void> start(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> stop(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
