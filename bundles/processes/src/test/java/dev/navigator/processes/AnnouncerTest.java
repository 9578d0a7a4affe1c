package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.testing.ManualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    private final ManualScheduler scheduler = new ManualScheduler();
    private final Heard pool = new Heard();
    private final Heard managed = new Heard();
    private final Announcer announcer = create();

    @Test
    void everybodyHearsEverythingInOrderAndOnce() {
        announcer.add("pool", pool);
        announcer.add("managed", managed);

        end(1);
        end(2);

        List<String> all =
                List.of("exited 1: exit code 0", "gone 1: exit code 0", "exited 2: exit code 0", "gone 2: exit code 0");
        assertEquals(all, pool.all());
        assertEquals(all, managed.all());
    }

    @Test
    void oneThatComesLaterHearsWhatComesLater() {
        announcer.add("pool", pool);
        end(1);

        announcer.add("managed", managed);
        end(2);

        assertEquals(List.of("exited 2: exit code 0", "gone 2: exit code 0"), managed.all());
    }

    @Test
    void oneThatReplacesAnotherHearsWhatHappenedMeanwhile() {
        announcer.add("pool", pool);
        announcer.exited(process(1), ExitStatus.ofJava(0));
        announcer.tell();
        announcer.remove("pool", pool);
        announcer.gone(process(1), ExitStatus.ofJava(0));
        announcer.tell();
        Heard successor = new Heard();

        announcer.add("pool", successor);

        assertEquals(List.of("exited 1: exit code 0"), pool.all());
        assertEquals(List.of("gone 1: exit code 0"), successor.all());
    }

    @Test
    void oneThatStaysAwayIsForgotten() {
        announcer.add("pool", pool);
        announcer.remove("pool", pool);
        end(1);
        scheduler.advance(Announcer.PATIENCE.plus(Duration.ofSeconds(1)));
        end(2);
        Heard successor = new Heard();

        announcer.add("pool", successor);

        assertEquals(List.of(), successor.all());
    }

    @Test
    void theOldOneGoingAfterTheNewOneCameChangesNothing() {
        Heard successor = new Heard();
        announcer.add("pool", pool);
        announcer.add("pool", successor);

        announcer.remove("pool", pool);
        end(1);

        assertEquals(List.of(), pool.all());
        assertEquals(2, successor.all().size());
    }

    @Test
    void oneThatThrowsKeepsNobodyFromHearing() {
        announcer.add("broken", new Broken());
        announcer.add("pool", pool);

        end(1);

        assertEquals(2, pool.all().size());
    }

    @Test
    void whatFailedBecauseTheListenerWasGoingIsHeardByTheNext() {
        announcer.add("pool", new Broken() {
            @Override
            public void exited(RunningProcess process, ExitStatus status) {
                announcer.remove("pool", this);
                super.exited(process, status);
            }
        });

        end(1);
        announcer.add("pool", pool);

        assertEquals(List.of("exited 1: exit code 0", "gone 1: exit code 0"), pool.all());
    }

    @Test
    void aSuccessorGoesOnWithWhatNobodyHasHeard() {
        announcer.add("pool", pool);
        announcer.add("managed", managed);
        announcer.remove("pool", pool);
        end(1);
        Map<String, Object> left = announcer.close();
        end(2);

        Announcer successor = create();
        successor.resume(left);
        successor.add("managed", managed);
        successor.add("pool", pool);

        assertEquals(List.of("exited 1: exit code 0", "gone 1: exit code 0"), pool.all());
        assertEquals(2, managed.all().size());
        left.values().forEach(value -> assertNull(value.getClass().getClassLoader()));
    }

    private Announcer create() {
        return new Announcer(scheduler.mailbox("test"), scheduler::nanoTime);
    }

    private void end(long pid) {
        announcer.exited(process(pid), ExitStatus.ofJava(0));
        announcer.gone(process(pid), ExitStatus.ofJava(0));
        announcer.tell();
    }

    private static RunningProcess process(long pid) {
        return new RunningProcess(
                new ProcessIdentity(pid, 1, "boot"),
                World.SHOP,
                OptionalInt.empty(),
                Optional.empty(),
                "",
                Path.of("output"),
                false);
    }

    private static class Broken implements ProcessListener {
        @Override
        public void exited(RunningProcess process, ExitStatus status) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void gone(RunningProcess process, ExitStatus status) {
            throw new IllegalStateException("broken");
        }
    }
}
