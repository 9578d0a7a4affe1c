package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.MemoryHandover;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProcessesComponentTest {

    private static final Map<String, Object> POOL = Map.of("component.name", "pool", "service.id", 7L);

    @RegisterExtension
    private final World world = new World();

    private final ServiceRegistry registry = new ServiceRegistry();
    private final MemoryHandover handover = new MemoryHandover();
    private FixedLifecycle lifecycle;
    private ProcessesComponent component;

    @BeforeEach
    void activate() {
        lifecycle = new FixedLifecycle(world.folder.resolve("state"));
        component = component();
    }

    @AfterEach
    void stop() {
        lifecycle.stop();
        component.deactivate();
    }

    @Test
    void theServiceIsOfferedOnceTheLedgerHasBeenRead() {
        assertEquals(List.of(), registry.services(Processes.class));

        component.bindLedger(world.ledger);

        assertEquals(List.of(), service().running());
    }

    @Test
    void anotherLedgerIsToldWhatIsKnownAndNotAskedAgain() {
        component.bindLedger(world.ledger);
        RunningProcess process = service().launch(world.spec(World.SHOP, "sleep", "60"));
        MemoryLedger next = new MemoryLedger();

        component.bindLedger(next);
        component.unbindLedger(world.ledger);

        Await.until("it agrees", () -> next.entries().equals(List.of(process)));
        assertEquals(1, registry.services(Processes.class).size());
    }

    @Test
    void anUpdateKeepsProcessesListenersAndTheirEvents() {
        component.bindLedger(world.ledger);
        component.bindListener(world.heard, POOL);
        RunningProcess process =
                service().launch(world.spec(World.SHOP, "sh", "-c", "until [ -e go ]; do sleep 0.01; done"));

        component.unbindListener(world.heard, POOL);
        component.deactivate();
        assertEquals(List.of(), registry.services(Processes.class));
        assertTrue(world.file("go").toFile().mkdir());
        Await.until("it has ended", () -> !world.lives(process.pid()));
        component = component();
        Await.until("it is known to have ended", () -> service().running().isEmpty());
        component.bindListener(world.heard, Map.of("component.name", "pool", "service.id", 8L));

        Await.until("the listener has heard", () -> world.heard.of(process).size() == 2);
        assertEquals(
                "exited " + process.pid() + ": exit code 0",
                world.heard.of(process).get(0));
    }

    @Test
    void whatAnotherVersionLeftAndNobodyUnderstandsIsReplacedByTheLedger() throws Exception {
        component.deactivate();
        handover.leave("processes", Map.of("something", "else"));

        component = component();
        assertEquals(List.of(), registry.services(Processes.class));
        component.bindLedger(world.ledger);

        assertEquals(List.of(), service().running());
    }

    @Test
    void aServiceThatWasNeverOfferedHandsNothingOver() {
        component.deactivate();

        assertTrue(handover.take("processes").isEmpty());
    }

    @Test
    void theEndOfNavigatorEndsWhatIsLeft() throws Exception {
        component.bindLedger(world.ledger);
        RunningProcess process = service().launch(world.spec(World.SHOP, "sleep", "60"));
        var end = service().terminate(process.identity(), Duration.ofMinutes(1)).toCompletableFuture();
        lifecycle.stop();

        component.deactivate();

        assertFalse(world.lives(process.pid()));
        assertTrue(end.get(5, TimeUnit.SECONDS).signal().isPresent());
        assertTrue(handover.take("processes").isEmpty());
    }

    private ProcessesComponent component() {
        return new ProcessesComponent(registry.context(), world.scheduler, handover, lifecycle);
    }

    private Processes service() {
        Await.until(
                "the service is offered",
                () -> registry.services(Processes.class).size() == 1);
        return registry.services(Processes.class).get(0);
    }
}
