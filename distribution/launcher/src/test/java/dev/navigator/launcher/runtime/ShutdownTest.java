package dev.navigator.launcher.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.runtime.spi.Drainable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private final Shutdown shutdown = new Shutdown(Path.of("state"), "1.0");
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void whileAnotherProcessTakesOverNothingIsToBeEndedWithThisOne() {
        shutdown.stop();
        assertTrue(shutdown.stopping());

        shutdown.yielding(true);

        assertTrue(shutdown.yielding());
        assertFalse(shutdown.stopping());
    }

    @Test
    void drainsStageByStageWhateverTheOrderOfTheServices() throws InterruptedException {
        Part processes = new Part(Drainable.Stage.MANAGED_PROCESSES, CompletableFuture.completedFuture(null));
        Part listener = new Part(Drainable.Stage.LISTENER, CompletableFuture.completedFuture(null));
        Part tenants = new Part(Drainable.Stage.TENANTS, CompletableFuture.completedFuture(null));

        shutdown.drain(() -> List.of(processes, listener, tenants), Duration.ofSeconds(5));

        assertEquals(List.of("drain LISTENER", "drain TENANTS", "drain MANAGED_PROCESSES"), events.subList(0, 3));
    }

    @Test
    void aStageThatDoesNotEndIsLeftWhenItsShareIsUsed() throws InterruptedException {
        Part stuck = new Part(Drainable.Stage.LISTENER, new CompletableFuture<>());
        Part tenants = new Part(Drainable.Stage.TENANTS, CompletableFuture.completedFuture(null));

        shutdown.drain(() -> List.of(stuck, tenants), Duration.ofMillis(30));

        assertTrue(events.contains("drain TENANTS"), events.toString());
        assertTrue(events.contains("abort LISTENER"), events.toString());
    }

    @Test
    void whatOnePartThrowsAwayDoesNotStopTheOthers() throws InterruptedException {
        Part broken = new Part(
                Drainable.Stage.LISTENER, CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
        Part tenants = new Part(Drainable.Stage.TENANTS, CompletableFuture.completedFuture(null));

        shutdown.drain(() -> List.of(broken, tenants), Duration.ofSeconds(5));

        assertTrue(events.contains("drain TENANTS"), events.toString());
    }

    @Test
    void aPartThatThrowsDoesNotKeepTheOthersRunning() throws InterruptedException {
        Drainable plugin = new Drainable() {
            @Override
            public Stage stage() {
                return Stage.TENANTS;
            }

            @Override
            public CompletionStage<Void> drain(Duration budget) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void abort() {
                throw new IllegalStateException("on purpose");
            }
        };
        Part tenants = new Part(Drainable.Stage.TENANTS, CompletableFuture.completedFuture(null));

        shutdown.drain(() -> List.of(plugin, tenants), Duration.ofSeconds(5));

        assertEquals(List.of("drain TENANTS", "abort TENANTS"), events);
    }

    @Test
    void aSecondSignalEndsTheWaitAtOnce() throws InterruptedException {
        Part stuck = new Part(Drainable.Stage.LISTENER, new CompletableFuture<>());
        Part tenants = new Part(Drainable.Stage.TENANTS, CompletableFuture.completedFuture(null));
        shutdown.signalled();
        shutdown.signalled();

        shutdown.drain(() -> List.of(stuck, tenants), Duration.ofHours(1));

        assertEquals(List.of("abort LISTENER", "abort TENANTS"), events);
    }

    @Test
    void stoppingIsKnownFromTheFirstRequestOn() {
        assertFalse(shutdown.stopping());

        shutdown.stop();

        assertTrue(shutdown.stopping());
    }

    private final class Part implements Drainable {
        private final Stage stage;
        private final CompletionStage<Void> end;

        Part(Stage stage, CompletionStage<Void> end) {
            this.stage = stage;
            this.end = end;
        }

        @Override
        public Stage stage() {
            return stage;
        }

        @Override
        public CompletionStage<Void> drain(Duration budget) {
            events.add("drain " + stage);
            return end;
        }

        @Override
        public void abort() {
            events.add("abort " + stage);
        }
    }
}
