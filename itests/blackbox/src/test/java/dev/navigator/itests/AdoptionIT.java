package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    private static void kill(NavigatorProcess navigator) throws InterruptedException {
        navigator.process().destroyForcibly();
        assertTrue(navigator.process().waitFor(10, TimeUnit.SECONDS));
    }

    private static String pid(NavigatorProcess navigator, String tenant) throws Exception {
        return Apps.said("pid", navigator.get("/" + tenant + "/").body());
    }

    @Test
    void whatRunsIsKeptByTheNext() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            List<String> pids = List.of(pid(navigator, "shop"), pid(navigator, "wiki"));

            for (int round = 0; round < 3; round++) {
                kill(navigator);
                navigator.start();
                assertEquals(pids, List.of(pid(navigator, "shop"), pid(navigator, "wiki")));
            }

            assertEquals(1, navigator.logged("Starting process", "name=worker").size());
            assertEquals(1, navigator.logged("Starting process", "name=shop").size());
            assertEquals(0, navigator.stop());
            for (String pid : pids) {
                Await.until("process " + pid + " is gone", () -> ProcessHandle.of(Long.parseLong(pid))
                        .isEmpty());
            }
        }
    }

    @Test
    void whatDiedMeanwhileIsNoticedAndWhatDiesLaterToo() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            String shop = pid(navigator, "shop");
            String wiki = pid(navigator, "wiki");
            kill(navigator);
            ProcessHandle.of(Long.parseLong(shop)).orElseThrow().destroyForcibly();

            navigator.start();

            String next = pid(navigator, "shop");
            assertNotEquals(shop, next);
            assertEquals(wiki, pid(navigator, "wiki"));
            ProcessHandle.of(Long.parseLong(wiki)).orElseThrow().destroyForcibly();
            Await.until(
                    "the replacement is there",
                    () -> navigator.logged("Starting process", "name=wiki").size() == 2);
            assertNotEquals(wiki, pid(navigator, "wiki"));
        }
    }

    @Test
    void aLedgerThatIsGarbageCostsOnlyTheMemoryOfWhatRan() throws Exception {
        try (NavigatorProcess navigator = navigator().start()) {
            long shop = Long.parseLong(pid(navigator, "shop"));
            List<ProcessHandle> survivors = navigator.children();
            kill(navigator);
            Path ledger = folder.resolve("navigator.state/ledger");
            Files.write(ledger, new byte[] {0, 1, 2, -1, '{'});

            navigator.start();

            assertEquals(200, navigator.get("/shop/").statusCode());
            assertTrue(!navigator.logged("ledger").isEmpty() || Long.parseLong(pid(navigator, "shop")) == shop);
            survivors.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
