package dev.navigator.processes;

import static dev.navigator.processes.World.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.ProcessStat;
import dev.navigator.api.processes.LaunchException;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LaunchTest {

    @RegisterExtension
    private final World world = new World();

    @Test
    void aProcessLeadsASessionAndAGroupOfItsOwn() {
        RunningProcess process = world.shell("echo up; exec sleep 60");

        Await.until("it has begun", () -> Await.text(process.output().resolve("stdout"))
                .equals("up\n"));
        ProcessStat stat = world.table.stat(process.pid()).orElseThrow();

        assertEquals(process.pid(), stat.session());
        assertEquals(process.pid(), stat.group());
        assertEquals(process.identity(), stat.identity(world.table.bootId()));
    }

    @Test
    void itIsInTheLedgerAndListedWhenTheLaunchReturns() {
        RunningProcess process = world.shell("exec sleep 60");

        assertEquals(List.of(process), world.ledger.entries());
        assertEquals(List.of(process), world.processes.running());
    }

    @Test
    void argumentsArriveAsTheyAre() throws IOException {
        String[] arguments = {
            "--port 6379", "", "a\nb", "\"'`$HOME*", "-x", "--", speakable("\u00fc\u20ac\uD83D\uDE80"), "\t"
        };
        List<String> command = new ArrayList<>(List.of(
                "python3",
                "-c",
                "import sys; open('args','wb').write('\\0'.join(sys.argv[1:]).encode('utf-8','surrogateescape'))"));
        command.addAll(List.of(arguments));

        RunningProcess process = world.processes.launch(world.spec(SHOP, command.toArray(new String[0])));

        end(process);
        assertEquals(
                List.of(arguments), List.of(Files.readString(world.file("args")).split("\0", -1)));
    }

    @Test
    void aCommandMayLookLikeAnOption() throws IOException {
        Path program = Files.copy(Path.of("/bin/sh"), world.file("-c"));
        Map<String, String> path = Map.of("PATH", world.folder.toString());

        RunningProcess process = world.processes.launch(
                spec(List.of(program.getFileName().toString(), "-c", "echo $0 > name", "zero"), path));

        end(process);
        assertEquals("zero\n", Files.readString(world.file("name")));
    }

    @Test
    void theEnvironmentIsOursAndTheSpecsAndAMark() {
        RunningProcess process = world.processes.launch(spec(
                List.of("/bin/sh", "-c", "env -0 > env"),
                Map.of("GREETING", speakable("h\u00e4llo") + " w\nrld", "HOME", "/nowhere")));

        end(process);
        List<String> environment = List.of(Await.text(world.file("env")).split("\0"));
        assertTrue(environment.contains("GREETING=" + speakable("h\u00e4llo") + " w\nrld"), environment::toString);
        assertTrue(environment.contains("HOME=/nowhere"));
        assertTrue(environment.contains("PATH=" + System.getenv("PATH")));
        assertTrue(environment.contains("NAVIGATOR_PROCESS=" + process.output()));
    }

    @Test
    void nothingButThreeDescriptorsIsInherited() {
        RunningProcess process = world.shell("exec sleep 60");

        Map<String, String> three = Map.of(
                "0", "/dev/null",
                "1", process.output().resolve("stdout").toString(),
                "2", process.output().resolve("stderr").toString());
        Path command = Path.of("/proc/" + process.pid() + "/comm");
        Await.until("it sleeps", () -> Await.text(command).equals("sleep\n"));
        Await.until("it has three and no more, once its libraries are loaded", () -> descriptors(process)
                .equals(three));
    }

    @Test
    void whoeverReplacedTheJavaUnderneathIsToldToStartNavigatorAnew() throws IOException {
        Path helper = world.file("java/lib/jspawnhelper");
        Files.createDirectories(helper.getParent());
        Files.writeString(helper, "17.0.1");
        OutputFolders outputs = new OutputFolders(world.file("state"));
        Spawner spawner = new Spawner(world.table, outputs, new RunningJava(world.file("java")));
        LaunchSpec refused = spec(List.of("true", "x".repeat(1 << 22)), Map.of());

        assertFalse(message(spawner, refused).contains("Java"));
        Files.delete(helper);

        assertTrue(message(spawner, refused).contains(world.file("java") + ", was replaced or removed"));
    }

    private static String message(Spawner spawner, LaunchSpec spec) {
        return String.valueOf(
                assertThrows(LaunchException.class, () -> spawner.spawn(spec)).getMessage());
    }

    private static Map<String, String> descriptors(RunningProcess process) {
        Map<String, String> descriptors = new HashMap<>();
        try (var open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path descriptor : open.toList()) {
                descriptors.put(
                        descriptor.getFileName().toString(),
                        Files.readSymbolicLink(descriptor).toString());
            }
        } catch (IOException e) {
            return Map.of(); // one was closed meanwhile
        }
        return descriptors;
    }

    @Test
    void noSignalIsBlockedOrIgnored() throws IOException {
        RunningProcess process = world.shell("cat /proc/self/status > status");

        end(process);
        String status = Await.text(world.file("status"));
        String ours = Files.readString(Path.of("/proc/self/status"));
        assertEquals(0, signals(status, "SigBlk"));
        assertEquals(0, signals(status, "SigIgn") & ~signals(ours, "SigIgn"), "what this JVM ignores, it was told to");
    }

    /** Those that have a name. */
    private static long signals(String status, String set) {
        return status.lines()
                .filter(line -> line.startsWith(set + ":"))
                .mapToLong(line -> Long.parseUnsignedLong(line.split("\t")[1], 16) & 0x7fff_ffffL)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itsOutputGoesToFilesOpenedForAppend() throws IOException {
        RunningProcess process = world.shell("echo out; echo err >&2; grep flags /proc/self/fdinfo/1 > flags");

        end(process);
        assertEquals("out\n", Files.readString(process.output().resolve("stdout")));
        assertEquals("err\n", Files.readString(process.output().resolve("stderr")));
        assertTrue((Long.parseLong(Await.text(world.file("flags")).split("\\s+")[1], 8) & 01) != 0);
        assertEquals("rwx------", permissions(process.output()));
    }

    @Test
    void aLinkToTheWorkingFolderIsFollowedAtEachStart() throws IOException {
        Path first = Files.createDirectory(world.file("release-1"));
        Path second = Files.createDirectory(world.file("release-2"));
        Path current = Files.createSymbolicLink(world.file("current"), first);
        LaunchSpec spec = in(current, "/bin/sh", "-c", "pwd -P > where; sleep 60");

        RunningProcess before = world.processes.launch(spec);
        Files.delete(current);
        Files.createSymbolicLink(current, second);
        RunningProcess after = world.processes.launch(spec);

        assertEquals(first.toString(), Await.line(first.resolve("where")));
        assertEquals(second.toString(), Await.line(second.resolve("where")));
        assertTrue(world.lives(before.pid()) && world.lives(after.pid()));
    }

    @Test
    void aCommandWithASlashIsRelativeToTheWorkingFolder() throws IOException {
        Path program = Files.copy(
                Path.of("/bin/sh"), Files.createDirectory(world.file("bin")).resolve("run"));

        RunningProcess process = world.processes.launch(world.spec(SHOP, "./bin/run", "-c", "echo ran > result"));

        end(process);
        assertEquals("ran\n", Files.readString(world.file("result")), program::toString);
    }

    @Test
    void whatCannotRunIsSaidBeforeAndLeavesNothing() throws IOException {
        Files.writeString(world.file("plain"), "text");
        assertRefused("was not found in its PATH", "no-such-program-anywhere");
        assertRefused("does not exist", "./nothing");
        assertRefused("is not executable", "./plain");
        assertRefused("is a folder", "/tmp");
        assertRefused("is empty", "");
        assertRefused("contains NUL", "sh", "a\0b");

        assertEquals(List.of(), world.processes.running());
        assertEquals(List.of(), world.ledger.entries());
        assertFalse(Files.exists(world.folder.resolve("state/output")));
    }

    @Test
    void whatTheLocaleCannotSayIsRefusedRatherThanGarbled() {
        String half = "\uD83D"; // of a pair: no charset has it

        assertRefused("an argument has characters that", "/bin/echo", half);
        var refused = assertThrows(
                LaunchException.class, () -> world.processes.launch(spec(List.of("/bin/true"), Map.of("A", half))));
        assertTrue(refused.getMessage().contains("environment variable 'A' has characters that"), refused.getMessage());
    }

    @Test
    void aWorkingFolderThatIsNoneIsSaid() throws IOException {
        Path file = Files.writeString(world.file("file"), "");

        for (Path none : List.of(world.file("missing"), file, file.resolve("below"))) {
            var refused = assertThrows(LaunchException.class, () -> world.processes.launch(in(none, "/bin/true")));
            assertTrue(refused.getMessage().contains("working folder '" + none + "'"), refused.getMessage());
        }
    }

    @Test
    void anEnvironmentThatCannotBeIsRefusedWithoutSayingItsValue() {
        for (Map<String, String> impossible : List.of(Map.of("A=B", "secret"), Map.of("A", "secret\0"))) {
            var refused = assertThrows(
                    LaunchException.class, () -> world.processes.launch(spec(List.of("/bin/true"), impossible)));
            assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
        }
    }

    @Test
    void whatTheSystemRefusesIsSaidAndLeavesNothing() throws IOException {
        Map<String, String> tooLarge = Map.of("SECRET", "s".repeat(200_000));

        var refused =
                assertThrows(LaunchException.class, () -> world.processes.launch(spec(List.of("/bin/true"), tooLarge)));

        assertTrue(refused.getMessage().contains("Argument list too long"), refused.getMessage());
        assertFalse(refused.getMessage().contains("sss"));
        assertEquals(List.of(), world.processes.running());
        try (var left = Files.list(world.folder.resolve("state/output/managed/worker"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void oneThatEndsAtOnceIsStillReportedWithItsStatusAndOutput() {
        for (int i = 0; i < 30; i++) {
            int code = i;
            RunningProcess process = world.shell("echo bye; exit " + code);

            Await.until("it is gone", () -> world.heard.of(process).size() == 2);

            assertEquals(
                    List.of(
                            "exited " + process.pid() + ": exit code " + code,
                            "gone " + process.pid() + ": exit code " + code),
                    world.heard.of(process));
            assertEquals(List.of("bye"), world.processes.lastOutput(process.identity(), 5));
        }
        assertEquals(List.of(), world.processes.running());
        Await.until("the ledger is empty", () -> world.ledger.entries().isEmpty());
    }

    @Test
    void whatAnInterpreterIsMissingForIsSaid() throws IOException {
        Path script = Files.writeString(world.file("script"), "#!/no/such/interpreter -x\n");
        assertTrue(script.toFile().setExecutable(true));
        Path dos = Files.writeString(world.file("dos"), "#!/bin/sh\r\necho hi\r\n");
        assertTrue(dos.toFile().setExecutable(true));

        assertRefused("is a script for '/no/such/interpreter', which does not exist", "./script");
        assertRefused("give it Unix line ends", "./dos");
    }

    @Test
    void aScriptWithoutAFirstLineIsRunByTheShell() throws IOException {
        Path script = Files.writeString(world.file("script"), "echo $0 $1 > result\n");
        assertTrue(script.toFile().setExecutable(true));

        end(world.processes.launch(world.spec(SHOP, "./script", "a b")));

        assertEquals("./script a b\n", Files.readString(world.file("result")));
    }

    @Test
    void manyStartAtOnceFromAnyThread() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        Set<Long> pids = ConcurrentHashMap.newKeySet();
        Set<Path> outputs = ConcurrentHashMap.newKeySet();
        try {
            List<Future<?>> launches = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                launches.add(threads.submit(() -> {
                    RunningProcess process = world.shell("exec sleep 60");
                    pids.add(process.pid());
                    outputs.add(process.output());
                }));
            }
            for (Future<?> launch : launches) {
                launch.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(40, pids.size());
        assertEquals(40, outputs.size());
        assertEquals(40, world.processes.running().size());
        assertEquals(40, world.ledger.entries().size());
    }

    @Test
    void withoutRoomForItsOutputAProcessRunsAllTheSame() throws IOException {
        Files.createDirectories(world.folder.resolve("state"));
        Files.writeString(world.folder.resolve("state/output"), "in the way");

        RunningProcess process = world.shell("echo lost; echo here > result; sleep 60");

        assertEquals("here", Await.line(world.file("result")));
        assertEquals(List.of(), world.processes.lastOutput(process.identity(), 5));
        assertEquals(
                List.of("'shop.1': runs without output files, its output is lost;"
                        + " make room in the state folder and restart it"),
                world.processes.problems());
        world.processes
                .terminate(process.identity(), Duration.ofSeconds(5))
                .toCompletableFuture()
                .join();
        assertFalse(world.lives(process.pid()));
        assertEquals(List.of(), world.processes.problems());
    }

    @Test
    void aStateFolderThatWasDeletedIsMadeAgain() throws IOException {
        end(world.shell("true"));
        try (var files = Files.walk(world.folder.resolve("state"))) {
            files.sorted((a, b) -> b.compareTo(a))
                    .forEach(file -> assertTrue(file.toFile().delete()));
        }

        RunningProcess process = world.shell("echo again");

        end(process);
        assertEquals(List.of("again"), world.processes.lastOutput(process.identity(), 1));
    }

    /** In a locale that has no such characters the JVM cannot pass them on. */
    private static String speakable(String text) {
        return ProcTable.nativeCharset().newEncoder().canEncode(text) ? text : "plain";
    }

    private void assertRefused(String reason, String... command) {
        var refused = assertThrows(LaunchException.class, () -> world.processes.launch(world.spec(SHOP, command)));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertTrue(refused.getMessage().startsWith("'shop.1': "), refused.getMessage());
    }

    private void end(RunningProcess process) {
        Await.until("it is gone", () -> world.heard.of(process).size() == 2);
    }

    private LaunchSpec in(Path folder, String... command) {
        return new LaunchSpec(
                SHOP, List.of(command), folder, Map.of(), OptionalInt.empty(), Optional.empty(), "digest");
    }

    private LaunchSpec spec(List<String> command, Map<String, String> environment) {
        return new LaunchSpec(
                new Owner(Owner.Kind.MANAGED, "worker", 1),
                command,
                world.folder,
                environment,
                OptionalInt.empty(),
                Optional.empty(),
                "digest");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
