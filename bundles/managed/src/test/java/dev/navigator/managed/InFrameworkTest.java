package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.Drainable;
import dev.navigator.testing.Eventually;
import dev.navigator.testing.FakeProcesses;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.FrameworkBench;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.RealScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The bundle as it is built, in a framework with the component runtime. */
class InFrameworkTest {

    private static final String PROCESSES = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="processes" immediate="true">
              <implementation class="dev.navigator.managed.ListeningProcesses"/>
              <service><provide interface="dev.navigator.api.processes.Processes"/></service>
              <reference name="fake" interface="dev.navigator.testing.FakeProcesses" bind="setFake"/>
              <reference name="listener" interface="dev.navigator.api.processes.spi.ProcessListener"
                cardinality="0..n" policy="dynamic" bind="addListener" unbind="removeListener"/>
            </scr:component>
            """;

    @TempDir
    Path folder;

    private final RealScheduler scheduler = new RealScheduler();
    private final FakeProcesses fake = new FakeProcesses();
    private FrameworkBench bench;
    private Bundle managed;
    private Bundle processes;

    @BeforeEach
    void start() throws Exception {
        bench = new FrameworkBench(folder.resolve("framework"));
        bench.context().registerService(Scheduler.class, scheduler, null);
        bench.context().registerService(Handover.class, new MemoryHandover(), null);
        bench.context().registerService(Lifecycle.class, new FixedLifecycle(folder), null);
        bench.context().registerService(FakeProcesses.class, fake, null);
        managed = bench.install(SupervisedProcesses.class);
        processes = bench.install(ListeningProcesses.class, PROCESSES);
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
        scheduler.close();
    }

    private ServiceRegistration<Configuration> configure(Settings... settings) {
        Configuration configuration = new Configuration(
                Path.of("/navigator.yml"), 1, null, null, List.of(), Settings.all(settings), null, Map.of());
        return bench.context().registerService(Configuration.class, configuration, null);
    }

    private ManagedState state(String name) {
        return status(name).map(ManagedStatus::state).orElse(ManagedState.WAITING);
    }

    private Optional<ManagedStatus> status(String name) {
        ServiceReference<ManagedProcesses> reference = bench.context().getServiceReference(ManagedProcesses.class);
        return reference == null
                ? Optional.empty()
                : bench.context().getService(reference).processes().stream()
                        .filter(status -> status.name().equals(name))
                        .findFirst();
    }

    @Test
    void itFindsTheProcessesBundleThatFoundItFirst() throws Exception {
        processes.start();
        managed.start();
        configure(Settings.of("redis").autoRestart());

        Eventually.holds(() -> state("redis") == ManagedState.RUNNING);
        fake.exit(fake.newest().pid(), Bench.FAILURE);

        Eventually.holds(() -> state("redis") == ManagedState.BACKING_OFF);
    }

    @Test
    void itIsFoundByTheProcessesBundleThatCameLater() throws Exception {
        managed.start();
        configure(Settings.of("redis").autoRestart());
        processes.start();

        Eventually.holds(() -> state("redis") == ManagedState.RUNNING);
        fake.exit(fake.newest().pid(), Bench.FAILURE);

        Eventually.holds(() -> state("redis") == ManagedState.BACKING_OFF);
    }

    @Test
    void updatesOfEitherBundleKeepTheProcesses() throws Exception {
        processes.start();
        managed.start();
        configure(Settings.of("redis"), Settings.of("sidekiq"));
        Eventually.holds(() -> state("sidekiq") == ManagedState.RUNNING);
        List<Long> before = fake.pids();

        for (int round = 0; round < 5; round++) {
            managed.stop();
            managed.start();
            processes.stop();
            processes.start();
            Eventually.holds(() -> state("sidekiq") == ManagedState.RUNNING);
        }

        assertEquals(before, fake.pids());
        assertEquals(2, fake.launched().size());
        fake.exit(status("redis").orElseThrow().pid(), Bench.SUCCESS);
        Eventually.holds(() -> state("redis") == ManagedState.EXITED);
    }

    @Test
    void aNewConfigurationIsActedUponAndTheLastOneStaysWhenItGoes() throws Exception {
        processes.start();
        managed.start();
        ServiceRegistration<Configuration> first = configure(Settings.of("redis"));
        Eventually.holds(() -> state("redis") == ManagedState.RUNNING);

        first.unregister();
        assertEquals(ManagedState.RUNNING, state("redis"));
        configure(Settings.of("redis"), Settings.of("sidekiq"));

        Eventually.holds(() -> state("sidekiq") == ManagedState.RUNNING);
        assertEquals(2, fake.launched().size());
    }

    @Test
    void aPolicyThatComesReplacesNoComponent() throws Exception {
        processes.start();
        managed.start();
        configure(Settings.of("redis").autoRestart());
        Eventually.holds(() -> state("redis") == ManagedState.RUNNING);
        ManagedProcesses before =
                bench.context().getService(bench.context().getServiceReference(ManagedProcesses.class));

        RestartPolicy atOnce = context -> Optional.of(Duration.ZERO);
        bench.context().registerService(RestartPolicy.class, atOnce, null);
        fake.exit(fake.newest().pid(), Bench.FAILURE);

        Eventually.holds(() -> fake.launched().size() == 2);
        assertEquals(before, bench.context().getService(bench.context().getServiceReference(ManagedProcesses.class)));
    }

    @Test
    void theLauncherCanDrainIt() throws Exception {
        processes.start();
        managed.start();
        configure(Settings.of("redis"), Settings.of("sidekiq"));
        Eventually.holds(() -> state("sidekiq") == ManagedState.RUNNING);

        Drainable drainable = bench.context().getService(bench.context().getServiceReference(Drainable.class));
        drainable.drain(Duration.ofSeconds(10)).toCompletableFuture().join();

        assertEquals(Drainable.Stage.MANAGED_PROCESSES, drainable.stage());
        assertEquals(List.of(), fake.pids());
    }
}
