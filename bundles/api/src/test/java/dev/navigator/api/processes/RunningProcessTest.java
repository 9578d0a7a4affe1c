package dev.navigator.api.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pids.ProcessStat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RunningProcessTest {

    private static RunningProcess running(ProcessIdentity identity) {
        Owner owner = new Owner(Owner.Kind.TENANT, "shop", 1);
        return new RunningProcess(
                identity, owner, OptionalInt.empty(), Optional.empty(), "", Path.of("/nowhere"), false);
    }

    @Test
    void theAgeOfAProcessThatHasJustStartedIsNoSecond() throws Exception {
        long before = System.nanoTime();
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));

            Duration age = running(ProcessStat.parse(stat).orElseThrow().identity("boot"))
                    .age();

            Duration most = Duration.ofNanos(System.nanoTime() - before).plusMillis(20); // two ticks
            assertTrue(age.compareTo(most) <= 0, age + " of at most " + most);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void whatIsGoneHasNone() {
        assertEquals(
                Duration.ZERO, running(new ProcessIdentity(1L << 40, 1, "boot")).age());
    }
}
