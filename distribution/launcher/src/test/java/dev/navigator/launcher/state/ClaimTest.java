package dev.navigator.launcher.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.testing.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {

    private static final long SUCCESSOR = 4_000_000;

    @TempDir
    private Path folder;

    private Path state;
    private Path pidFile;

    @BeforeEach
    void name() {
        state = folder.resolve("state");
        pidFile = folder.resolve("navigator.pid");
    }

    private Claim make() {
        Duration any = Duration.ofSeconds(30);
        return Claim.make(new ServerSettings(
                new ServerSettings.Listen(Optional.empty(), 0),
                pidFile,
                state,
                any,
                new HttpLimits(1, 1, 1, 1, 1, 1),
                new HttpTimeouts(any, any, any, any, any, any),
                List.of(),
                Optional.empty(),
                Map.of(),
                any,
                Optional.empty(),
                false));
    }

    @Test
    void whatWasLetGoIsTakenBack() {
        try (Claim claim = make()) {
            claim.letGo();
            assertFalse(StateDirectory.inUse(state));

            claim.takeBack(SUCCESSOR);

            assertTrue(StateDirectory.inUse(state));
            assertEquals(Optional.of(ProcessHandle.current().pid()), PidFile.read(pidFile));
        }
    }

    @Test
    void whatSomebodyRemovesIsThereAgainSoon() throws IOException {
        ManualScheduler scheduler = new ManualScheduler();
        try (Claim claim = make()) {
            claim.guard(scheduler);
            Files.delete(pidFile);
            Files.delete(state.resolve("lock"));
            Files.delete(state);

            scheduler.advance(Duration.ofSeconds(2));

            assertTrue(StateDirectory.inUse(state));
            assertEquals(Optional.of(ProcessHandle.current().pid()), PidFile.read(pidFile));
        }
        assertFalse(Files.exists(pidFile));
    }

    @Test
    void nothingIsMadeAgainOnceItWasLetGo() throws IOException {
        ManualScheduler scheduler = new ManualScheduler();
        try (Claim claim = make()) {
            claim.guard(scheduler);
            claim.letGo();
            Files.delete(pidFile);

            scheduler.advance(Duration.ofSeconds(10));

            assertFalse(Files.exists(pidFile));
        }
    }

    @Test
    void aFileThatSomebodyElseHasPutThereIsLeftAlone() throws IOException {
        ManualScheduler scheduler = new ManualScheduler();
        try (Claim claim = make()) {
            claim.guard(scheduler);
            Files.writeString(pidFile, "4000000\n");

            scheduler.advance(Duration.ofSeconds(2));

            assertEquals(Optional.of(SUCCESSOR), PidFile.read(pidFile));
        }
    }

    @Test
    void whatWasNotLetGoYetNeedNotBeTakenBack() {
        try (Claim claim = make()) {
            claim.takeBack(SUCCESSOR);

            assertTrue(StateDirectory.inUse(state));
        }
        assertFalse(StateDirectory.inUse(state));
    }
}
