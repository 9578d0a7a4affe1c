package dev.navigator.pids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.PidFileException;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Owner;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.MemoryHandover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedPidFilesTest {

    @TempDir
    Path folder;

    private final ProcFs identities = new ProcFs();
    private DurableLedger ledger;
    private GuardedPidFiles pidFiles;
    private Process program;
    private ProcessIdentity process;
    private Path file;

    @BeforeEach
    void startAProgram() throws IOException {
        ledger = new DurableLedger(
                new ManualScheduler(), new MemoryHandover(), new FixedLifecycle(folder.resolve("state")));
        pidFiles = new GuardedPidFiles(identities, ledger);
        program = new ProcessBuilder("sleep", "60").start();
        process = identities.of(program.pid()).orElseThrow();
        file = folder.resolve("app.pid");
    }

    @AfterEach
    void endTheProgram() throws InterruptedException {
        program.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "-1", "0", "1", "999999999", "\u0000\u0000"})
    void aStaleFileMakesWay(String content) throws IOException {
        Files.writeString(file, content);

        pidFiles.prepare(file);

        assertFalse(Files.exists(file));
    }

    @Test
    void aFileWithOurOwnPidIsStaleToo() throws IOException {
        Files.writeString(file, Long.toString(ProcessHandle.current().pid()));

        pidFiles.prepare(file);

        assertFalse(Files.exists(file));
    }

    @Test
    void aPidThatNowBelongsToAnotherProgramCostsTheFileAndNotTheProgram() throws IOException {
        Files.writeString(file, Long.toString(program.pid()));

        pidFiles.prepare(file);

        assertFalse(Files.exists(file));
        assertTrue(program.isAlive());
    }

    @Test
    void aFileThatNamesALivingProcessOfOursIsRefused() throws IOException {
        ledger.record(Samples.process(process, new Owner(Owner.Kind.TENANT, "shop", 1)));
        Files.writeString(file, Long.toString(program.pid()));

        var refusal = assertThrows(PidFileException.class, () -> pidFiles.prepare(file));

        assertEquals(
                "PID file '" + file + "': names process " + program.pid()
                        + " of 'shop.1', which runs; give each its own PIDFILE",
                refusal.getMessage());
        assertTrue(Files.exists(file));
    }

    @Test
    void anEntryWhosePidWasReusedDoesNotProtectTheFile() throws IOException {
        var earlier = new ProcessIdentity(process.pid(), process.startTicks() - 100, process.bootId());
        ledger.record(Samples.process(earlier, new Owner(Owner.Kind.TENANT, "shop", 1)));
        Files.writeString(file, Long.toString(program.pid()));

        pidFiles.prepare(file);

        assertFalse(Files.exists(file));
        assertTrue(program.isAlive());
    }

    @Test
    void somethingLargeNamedByMistakeIsKept() throws IOException {
        Files.writeString(file, "CREATE TABLE ".repeat(100_000));

        assertThrows(PidFileException.class, () -> pidFiles.prepare(file));

        assertTrue(Files.exists(file));
    }

    @Test
    void aLargeFileThatBeginsWithAPidIsReadOnlyThere() throws IOException {
        Files.writeString(file, "999999999\n" + "x".repeat(1_000_000));

        pidFiles.prepare(file);

        assertFalse(Files.exists(file));
    }

    @Test
    void missingFoldersAreMade() {
        Path deep = folder.resolve("tmp/pids/app.pid");

        pidFiles.prepare(deep);

        assertTrue(Files.isDirectory(deep.getParent()));
        assertFalse(Files.exists(deep));
    }

    @Test
    void aSymbolicLinkIsRefusedAndItsTargetUntouched() throws IOException {
        Path target = Files.writeString(folder.resolve("precious"), "999999999");
        Files.createSymbolicLink(file, target);

        assertThrows(PidFileException.class, () -> pidFiles.prepare(file));
        assertThrows(PidFileException.class, () -> pidFiles.ensure(file, process));
        pidFiles.remove(file, process);

        assertEquals("999999999", Files.readString(target));
        assertTrue(Files.isSymbolicLink(file));
    }

    @Test
    void aDanglingLinkIsRefusedAndNothingIsMadeThroughIt() throws IOException {
        Path target = folder.resolve("elsewhere");
        Files.createSymbolicLink(file, target);

        assertThrows(PidFileException.class, () -> pidFiles.ensure(file, process));

        assertFalse(Files.exists(target, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createDirectory(file);

        assertThrows(PidFileException.class, () -> pidFiles.prepare(file));
        assertThrows(PidFileException.class, () -> pidFiles.ensure(file, process));
        pidFiles.remove(file, process);

        assertTrue(Files.isDirectory(file));
    }

    @Test
    void aPipeIsRefusedWithoutWaitingForItsWriter() throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());

        assertThrows(PidFileException.class, () -> pidFiles.prepare(file));
        pidFiles.remove(file, process);

        assertTrue(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/app.pid", "/proc/none/app.pid"})
    void whereNobodyMayWriteIsRefused(Path unwritable) {
        var refusal = assertThrows(PidFileException.class, () -> pidFiles.ensure(unwritable, process));

        assertTrue(refusal.getMessage().startsWith("PID file '" + unwritable + "': "), refusal.getMessage());
    }

    @Test
    void aFolderWhoseParentIsAFileIsRefused() throws IOException {
        Files.writeString(file, "");

        assertThrows(PidFileException.class, () -> pidFiles.prepare(file.resolve("app.pid")));
    }

    @Test
    void thePidIsWrittenWholeAndNothingElseIsLeft() throws IOException {
        pidFiles.ensure(file, process);

        assertEquals(program.pid() + "\n", Files.readString(file));
        assertEquals(Set.of("app.pid"), names(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "999999999"})
    void whatNamesNobodyIsReplaced(String content) throws IOException {
        Files.writeString(file, content);

        pidFiles.ensure(file, process);

        assertEquals(program.pid() + "\n", Files.readString(file));
    }

    @Test
    void whatTheProgramWroteItselfStays() throws IOException {
        String worker = Long.toString(ProcessHandle.current().pid()); // any living process
        Files.writeString(file, worker);

        pidFiles.ensure(file, process);

        assertEquals(worker, Files.readString(file));
    }

    @Test
    void ourFileIsRemoved() throws Exception {
        pidFiles.ensure(file, process);
        endTheProgram();

        pidFiles.remove(file, process);

        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "999999999", "1"})
    void aFileThatIsOursNoLongerStays(String content) throws IOException {
        Files.writeString(file, content);

        pidFiles.remove(file, process);

        assertEquals(content, Files.readString(file));
    }

    @Test
    void aFileWithAReusedPidBelongsToWhoHasThePidNow() throws IOException {
        var earlier = new ProcessIdentity(process.pid(), process.startTicks() - 100, process.bootId());
        Files.writeString(file, Long.toString(process.pid()));

        pidFiles.remove(file, earlier);

        assertTrue(Files.exists(file));
    }

    @Test
    void aMissingFileIsRemovedAlready() {
        pidFiles.remove(file, process);
        pidFiles.remove(folder.resolve("none/app.pid"), process);
    }

    private Set<String> names(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !"state".equals(name))
                    .collect(Collectors.toSet());
        }
    }
}
