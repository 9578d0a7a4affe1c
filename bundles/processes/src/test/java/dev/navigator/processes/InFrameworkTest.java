package dev.navigator.processes;

import static dev.navigator.processes.World.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.FrameworkBench;
import dev.navigator.testing.MemoryHandover;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** The bundle as it is built, in a framework with the component runtime. */
class InFrameworkTest {

    @RegisterExtension
    private final World world = new World();

    private FixedLifecycle lifecycle;
    private FrameworkBench bench;
    private Bundle bundle;

    @BeforeEach
    void start() throws Exception {
        lifecycle = new FixedLifecycle(world.folder.resolve("state"));
        bench = new FrameworkBench(world.folder.resolve("framework"));
        bench.context().registerService(Scheduler.class, world.scheduler, null);
        bench.context().registerService(Handover.class, new MemoryHandover(), null);
        bench.context().registerService(Lifecycle.class, lifecycle, null);
        bench.context()
                .registerService(
                        ProcessListener.class,
                        world.heard,
                        FrameworkUtil.asDictionary(Map.of("component.name", "pool")));
        bundle = bench.install(ProcessesComponent.class);
        bundle.start();
    }

    @AfterEach
    void stop() throws Exception {
        lifecycle.stop();
        bench.close();
    }

    @Test
    void theServiceIsThereOnceThereIsALedger() {
        assertTrue(find().isEmpty());

        bench.context().registerService(Ledger.class, world.ledger, null);

        assertEquals(List.of(), service().running());
    }

    @Test
    void updatesKeepProcessesAndLeaveNothingOfTheOldBundle() throws Exception {
        bench.context().registerService(Ledger.class, world.ledger, null);
        RunningProcess first = launch("until [ -e go ]; do sleep 0.01; done; exit 3");
        RunningProcess second = launch("trap '' TERM; echo up; while :; do sleep 0.01; done");
        Await.line(second.output().resolve("stdout"));
        var end = service().terminate(second.identity(), Duration.ofSeconds(2)).toCompletableFuture();
        WeakReference<ClassLoader> old =
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());

        for (int round = 0; round < 5; round++) {
            bundle.update();
            assertTrue(service().running().contains(first));
        }

        Await.until("nothing holds the classes of the first", () -> {
            System.gc();
            return old.get() == null;
        });
        assertTrue(world.file("go").toFile().mkdir());
        Await.until("its end was heard", () -> world.heard.of(first).size() == 2);
        assertEquals(
                "exited " + first.pid() + ": exit code 3", world.heard.of(first).get(0));
        assertEquals(9, end.get(10, TimeUnit.SECONDS).signal().orElseThrow());
        assertEquals(2, world.heard.of(second).size());
    }

    @Test
    void aLedgerThatIsReplacedChangesNothingElse() {
        var before = bench.context().registerService(Ledger.class, world.ledger, null);
        RunningProcess process = launch("exec sleep 60");
        Processes service = service();

        before.unregister();
        RunningProcess meanwhile = launch("exec sleep 60");
        MemoryLedger next = new MemoryLedger();
        bench.context().registerService(Ledger.class, next, null);

        Await.until("the next one knows both", () -> next.entries().size() == 2);
        assertEquals(service, service());
        assertTrue(next.entries().containsAll(List.of(process, meanwhile)));
    }

    @Test
    void theEndOfTheFrameworkEndsWhatIsLeft() throws Exception {
        bench.context().registerService(Ledger.class, world.ledger, null);
        RunningProcess process = launch("exec sleep 60");
        lifecycle.stop();

        bench.close();

        assertFalse(world.lives(process.pid()));
    }

    private RunningProcess launch(String script) {
        return service().launch(world.spec(SHOP, "/bin/sh", "-c", script));
    }

    private Processes service() {
        Await.until("the service is there", () -> find().isPresent());
        return find().orElseThrow();
    }

    private Optional<Processes> find() {
        ServiceReference<Processes> reference = bench.context().getServiceReference(Processes.class);
        return Optional.ofNullable(reference).map(bench.context()::getService);
    }
}
