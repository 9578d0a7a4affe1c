package dev.navigator.pids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcFsTest {

    private final ProcFs identities = new ProcFs();

    @Test
    void aProcessIsItsPidItsStartAndItsBoot() throws IOException {
        long self = ProcessHandle.current().pid();

        ProcessIdentity identity = identities.of(self).orElseThrow();

        assertEquals(self, identity.pid());
        assertTrue(identity.startTicks() > 0);
        assertEquals(
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim(), identity.bootId());
        assertTrue(identities.alive(identity));
    }

    @Test
    void theSamePidWithAnotherStartOrBootIsSomebodyElse() {
        ProcessIdentity self = identities.of(ProcessHandle.current().pid()).orElseThrow();

        assertFalse(identities.alive(new ProcessIdentity(self.pid(), self.startTicks() - 1, self.bootId())));
        assertFalse(identities.alive(new ProcessIdentity(self.pid(), self.startTicks(), "another boot")));
    }

    @Test
    void aProcessThatEndedIsNotAlive() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = identities.of(process.pid()).orElseThrow();

        process.destroyForcibly().waitFor();

        assertFalse(identities.alive(identity));
        assertEquals(Optional.empty(), identities.of(process.pid()));
    }

    @Test
    void aZombieIsNotAlive() throws Exception {
        // the shell's child is left to a program that never waits for it
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.1 & echo $!; exec sleep 60").start();
        try {
            long zombie = Long.parseLong(parent.inputReader().readLine());
            Path stat = Path.of("/proc", Long.toString(zombie), "stat");

            while (!Files.readString(stat).contains(") Z ")) {
                assertFalse(parent.waitFor(5, TimeUnit.MILLISECONDS));
            }

            assertEquals(Optional.empty(), identities.of(zombie));
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {") Z 1 (", "a b", "(("})
    void aProgramCannotForgeItsStateThroughItsName(String name, @TempDir Path folder) throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve(name));
        Process process = new ProcessBuilder(program.toString(), "60").start();
        try {
            assertEquals(
                    process.pid(), identities.of(process.pid()).orElseThrow().pid());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void numbersThatAreNoPidsAreNobody(long pid) {
        assertEquals(Optional.empty(), identities.of(pid));
    }

    @Test
    void withoutABootIdPidAndStartHaveToDo(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("7"));
        Files.writeString(folder.resolve("7/stat"), "7 (a) S 1 7 7 0 -1 4194304 90 0 0 0 1 2 0 0 20 0 1 0 88123 0\n");

        ProcFs sandbox = new ProcFs(folder);

        assertEquals(Optional.of(new ProcessIdentity(7, 88123, "unknown")), sandbox.of(7));
    }
}
