package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Navigator is killed, and the next one takes over what runs. */
class AdoptionIT {

    private static final String MANAGED =
            "managed_processes:\n  - name: worker\n    command: sleep\n    args: ['1000']\n    auto_restart: true\n";

    @TempDir
    private Path folder;

    private NavigatorProcess navigator() throws Exception {
        return NavigatorProcess.in(folder)
                .configure(
                        Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki") + "      min_instances: 1\n") + MANAGED);
    }

    @Test
    void whatRunsIsKeptByTheNext() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            List<Long> pids = List.of(navigator.pid("shop"), navigator.pid("wiki"));

            for (int round = 0; round < 3; round++) {
                navigator.kill();
                navigator.start();
                assertEquals(pids, List.of(navigator.pid("shop"), navigator.pid("wiki")));
            }

            assertEquals(1, navigator.logged("Starting process", "name=worker").size());
            assertEquals(1, navigator.logged("Starting process", "name=shop").size());
            assertEquals(0, navigator.stop());
            for (long pid : pids) {
                Await.until("process " + pid + " is gone", () -> ProcessHandle.of(pid)
                        .isEmpty());
            }
        }
    }

    @Test
    void aDeploymentThatWasAskedForIsNotForgotten() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            long old = navigator.pid("shop");
            assertEquals(0, navigator.run("-s", "reload", "navigator.yml").status());
            navigator.kill();

            navigator.start();

            Await.until("the next Navigator deploys", () -> navigator.pid("shop") != old);
            long deployed = navigator.pid("shop");
            navigator.kill();
            navigator.start();
            Await.until(
                    "the old one leaves",
                    () -> navigator.pid("shop") == deployed
                            && ProcessHandle.of(old).isEmpty());
        }
    }

    @Test
    void whatDiedMeanwhileIsNoticedAndWhatDiesLaterToo() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            long shop = navigator.pid("shop");
            long wiki = navigator.pid("wiki");
            navigator.kill();
            ProcessHandle.of(shop).orElseThrow().destroyForcibly();

            navigator.start();

            long next = navigator.pid("shop");
            assertNotEquals(shop, next);
            assertEquals(wiki, navigator.pid("wiki"));
            ProcessHandle.of(wiki).orElseThrow().destroyForcibly();
            Await.until(
                    "the replacement is there",
                    () -> navigator.logged("Starting process", "name=wiki").size() == 2);
            assertNotEquals(wiki, navigator.pid("wiki"));
        }
    }

    @Test
    void aLedgerThatIsGarbageCostsOnlyTheMemoryOfWhatRan() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            long shop = navigator.pid("shop");
            List<ProcessHandle> survivors = navigator.children();
            navigator.kill();
            Path ledger = folder.resolve("navigator.state/ledger");
            Files.write(ledger, new byte[] {0, 1, 2, -1, '{'});

            navigator.start();

            assertEquals(200, navigator.get("/shop/").statusCode());
            assertTrue(!navigator.logged("ledger").isEmpty() || navigator.pid("shop") == shop);
            survivors.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aLedgerFromBeforeARebootNamesNobodyWhoRunsNow() throws Exception {
        Process innocent = new ProcessBuilder("sleep", "1000").start();
        try (NavigatorProcess navigator = navigator().start()) {
            long shop = navigator.pid("shop");
            List<ProcessHandle> processes = navigator.children();
            navigator.kill();
            processes.forEach(ProcessHandle::destroyForcibly); // as a reboot does
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            LedgerText.change(navigator, text -> text.replace(boot, "00000000-1111-2222-3333-444444444444")
                    .replaceAll("(?m)^" + shop + "\t[0-9]+", innocent.pid() + "\t" + startTicks(innocent)));

            navigator.start();

            assertNotEquals(innocent.pid(), navigator.pid("shop"));
            assertEquals(
                    1,
                    navigator
                            .logged("Dropped ledger entries from before a reboot")
                            .size());
            assertEquals(0, navigator.stop());
            assertTrue(innocent.isAlive(), "a stranger was ended");
        } finally {
            innocent.destroyForcibly();
        }
    }

    /** Field 22 of proc(5)'s stat. */
    private static String startTicks(Process process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void underAnotherConfigurationWhatItDoesNotNameIsEnded() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            long shop = navigator.pid("shop");
            long wiki = navigator.pid("wiki");
            List<ProcessHandle> survivors = navigator.children();
            navigator.kill();
            navigator.configure(Apps.tenants(Apps.tenant("wiki"), Apps.tenant("blog")));

            navigator.start();

            assertEquals(404, navigator.get("/shop/").statusCode());
            assertEquals(wiki, navigator.pid("wiki"));
            assertEquals(200, navigator.get("/blog/").statusCode());
            Await.until("shop and worker are ended", () -> NavigatorProcess.left(survivors).stream()
                    .allMatch(process -> process.pid() == wiki));
            assertNotEquals(shop, wiki);
        }
    }

    @Test
    void aLedgerInUseByALivingNavigatorIsLeftToIt() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            long shop = navigator.pid("shop");
            String config = Files.readString(navigator.config());
            Files.writeString(
                    folder.resolve("other.yml"),
                    config.replace(
                            "pid_file: navigator.pid",
                            "pid_file: other.pid\n  state_dir: " + folder.resolve("navigator.state")));

            NavigatorProcess.Result again = navigator.run("navigator.yml");
            NavigatorProcess.Result other = navigator.run("other.yml");

            assertEquals(1, again.status(), again.output());
            assertTrue(again.output().contains("a running Navigator uses it"), again.output());
            assertEquals(1, other.status(), other.output());
            assertTrue(other.output().contains("a running Navigator uses it"), other.output());
            assertEquals(shop, navigator.pid("shop"));
        }
    }
}
