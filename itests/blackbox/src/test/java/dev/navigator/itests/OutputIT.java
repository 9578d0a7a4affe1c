package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What applications write, and disks that do not take it. */
class OutputIT {

    private static final long LIMIT = 256 * 1024;
    private static final int KEPT = 2;
    private static final String ROTATION = "logging:\n  log_max_size: 256k\n  log_keep: " + KEPT + "\n";
    private static final Duration FLOOD_LASTS = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private NavigatorProcess navigator;
    private final List<Mount> mounts = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        navigator = NavigatorProcess.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        navigator.close();
        mounts.forEach(Mount::close);
    }

    /** Writes by {@code line} beside serving, and then makes a file {@code written}. */
    private static String writing(String name, String line) {
        return Apps.shell(name, "(" + line + "; touch written) & exec " + Apps.PYTHON + " -u " + Apps.PROGRAM);
    }

    private boolean written() {
        return Files.exists(folder.resolve("written"));
    }

    private List<Path> outputs(String start) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("navigator.state/output"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .toList();
        }
    }

    @Test
    void aFloodWithoutEndOfLineAndOfAnyBytesHoldsUpNobody() throws Exception {
        String flood = "yes a line of text | head -c 200000000; head -c 3000000 /dev/urandom;"
                + " head -c 20000000 /dev/zero | tr \"\\000\" x >&2";
        navigator
                .configure(Apps.tenants(writing("shop", flood), Apps.tenant("wiki")) + ROTATION)
                .start();
        navigator.pid("shop");

        try (Load load = Load.on(navigator, 2, "/shop/", "/wiki/")) {
            Await.until("the flood is over", FLOOD_LASTS, this::written);
            load.serve(100);
            assertEquals(List.of(), load.end());
        }

        Await.until("its files are small", () -> size(outputs("std")) <= 2 * (KEPT + 1) * 2 * LIMIT);
        assertTrue(outputs("stdout.").size() <= KEPT, outputs("stdout.")::toString);
        Await.until(
                "the log says that it has not taken all",
                () -> !navigator.logged("Output suppressed", "name=shop").isEmpty());
        assertTrue(Files.size(folder.resolve("navigator.log")) < 100_000_000, "the log takes all of a flood");
    }

    private static long size(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    @Test
    void filesAreRotatedAndNoLineIsLostThereby() throws Exception {
        int pieces = 30;
        String write = "seq -f \"line-%g " + "x".repeat(1000) + "\" $((i*100)) $((i*100+99))";
        String untilLogged = "n=0; until grep -q \"line-$((i*100+99)) \" navigator.log || [ $n -ge 40 ];"
                + " do n=$((n+1)); sleep 0.05; done";
        String counting =
                "i=0; while [ $i -lt " + pieces + " ]; do " + write + "; " + untilLogged + "; i=$((i+1)); done";
        navigator
                .configure(Apps.tenants(writing("shop", counting)) + "logging:\n  log_max_size: 1m\n  log_keep: " + KEPT
                        + "\n")
                .start();
        navigator.pid("shop");

        Await.until("all is written", FLOOD_LASTS, this::written);
        Await.until(
                "the last line is in the log",
                () -> !navigator.logged("line-2999 ").isEmpty());

        assertFalse(outputs("stdout.").isEmpty(), "nothing was rotated");
        assertTrue(outputs("stdout.").size() <= KEPT, outputs("stdout.")::toString);
        int logged = navigator.logged("stream=stdout", "line-").size();
        assertTrue(logged > 2_970, "lines in the log: " + logged); // a cut may cost what is written that very moment
    }

    @Test
    void onAFullDiskApplicationsServeStartAndStop() throws Exception {
        Path state = Files.createDirectory(folder.resolve("navigator.state"));
        mounts.add(Mount.of(state, "size=2m,mode=700"));
        navigator
                .configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki"), Apps.tenant("blog")))
                .start();
        long shop = navigator.pid("shop");
        Path filler = state.resolve("filler");
        fill(filler);

        assertEquals(shop, navigator.pid("shop"));
        long wiki = navigator.pid("wiki");
        Control.of(navigator).ask("stop", "wiki");
        Control.of(navigator).ask("restart", "shop");
        assertFalse(ProcessHandle.of(wiki).isPresent());
        assertTrue(navigator.pid("shop") != shop);
        assertFalse(navigator.logged("Ledger cannot be written").isEmpty(), navigator.log());

        Files.delete(filler);
        Await.until(
                "the ledger is written",
                () -> !navigator.logged("Ledger is on disk again").isEmpty());
        navigator.pid("blog");
    }

    @Test
    void onAFullDiskTheNextNavigatorStartsAndServesWhatRuns() throws Exception {
        Path state = Files.createDirectory(folder.resolve("navigator.state"));
        mounts.add(Mount.of(state, "size=2m,mode=700"));
        navigator.configure(Apps.tenants(Apps.tenant("shop"))).start();
        long shop = navigator.pid("shop");
        fill(state.resolve("filler"));

        navigator.kill();
        navigator.start();

        assertEquals(shop, navigator.pid("shop"));
        assertFalse(navigator.logged("State folder has no room").isEmpty(), navigator.log());
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            assertTrue(Files.size(file) > 500_000, full.toString());
        }
    }

    @Test
    void aPidFileThatCannotBeWrittenStopsNoApplication() throws Exception {
        Path pids = Files.createDirectory(folder.resolve("pids"));
        Path text = Files.writeString(folder.resolve("text"), "not a folder");
        mounts.add(Mount.of(pids, "size=1m,ro"));
        navigator
                .configure(Apps.tenants(
                        Apps.tenant("shop") + "      env: {PIDFILE: " + pids.resolve("shop.pid") + "}\n",
                        Apps.tenant("wiki") + "      env: {PIDFILE: " + text.resolve("wiki.pid") + "}\n"))
                .start();

        assertEquals(200, navigator.get("/shop/").statusCode());
        Await.until(
                "that is told",
                () -> !navigator.logged("PID file not written", "shop.pid").isEmpty());
        assertEquals(502, navigator.get("/wiki/").statusCode());
        assertFalse(
                navigator
                        .logged("Process start failed", "name=wiki", "wiki.pid")
                        .isEmpty(),
                navigator.log());
    }
}
