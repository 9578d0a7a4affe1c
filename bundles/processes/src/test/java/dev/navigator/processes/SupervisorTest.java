package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.ManualScheduler;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    private static final LaunchSpec SPEC = new LaunchSpec(
            World.SHOP, List.of("serve"), Path.of("/"), Map.of(), OptionalInt.empty(), Optional.empty(), "digest");

    private final ManualScheduler scheduler = new ManualScheduler();
    private final ProcTable table = new ProcTable();
    private final Heard heard = new Heard();

    @Test
    void anEndThatTheJdkHadNoThreadToTellOfIsFoundOut() {
        Announcer announcer = new Announcer(scheduler.mailbox("events"), scheduler::nanoTime);
        announcer.add("test", heard);
        Supervisor supervisor = new Supervisor(
                scheduler, table, new Signals(table), new Books(), announcer, scheduler.mailbox("events"));
        Untold child = new Untold();
        RunningProcess process = supervisor.launch(SPEC, spec -> new Spawned(untold(), child));

        child.exit.completeExceptionally(new OutOfMemoryError("unable to create native thread, on purpose"));
        child.alive = false;
        scheduler.advance(Duration.ofSeconds(2));

        assertEquals(List.of("exited 4000000: exit code 3", "gone 4000000: exit code 3"), heard.of(process));
    }

    private RunningProcess untold() {
        return new RunningProcess(
                new ProcessIdentity(4_000_000, table.ticksNow(), table.bootId()),
                SPEC.owner(),
                SPEC.port(),
                SPEC.pidFile(),
                SPEC.digest(),
                Path.of("/nowhere"),
                false);
    }

    /** A process that exists only here. */
    private static final class Untold extends Process {

        final CompletableFuture<Process> exit = new CompletableFuture<>();
        boolean alive = true;

        @Override
        public CompletableFuture<Process> onExit() {
            return exit.isDone() ? CompletableFuture.completedFuture(this) : exit;
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public int exitValue() {
            return 3;
        }

        @Override
        public int waitFor() {
            return exitValue();
        }

        @Override
        public void destroy() {}

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }
    }
}
