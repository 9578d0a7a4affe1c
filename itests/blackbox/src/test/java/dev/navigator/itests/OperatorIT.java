package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever types a command reaches the Navigator that runs with that file, whatever has become of the file, and no other. */
class OperatorIT {

    @TempDir
    private Path folder;

    private NavigatorProcess navigator;

    @BeforeEach
    void start() throws Exception {
        navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        navigator.close();
    }

    private NavigatorProcess.Result ask(String command) throws Exception {
        return navigator.run("-c", "navigator.yml", command);
    }

    @Test
    void aFileThatIsNoYamlAnyMoreKeepsNobodyFromOperating() throws Exception {
        Files.writeString(navigator.config(), "applications: [");

        NavigatorProcess.Result reloaded = navigator.run("-s", "reload", "navigator.yml");

        assertEquals(1, reloaded.status(), reloaded.output());
        assertTrue(reloaded.output().contains("navigator.yml:1:"), reloaded.output());
        assertTrue(!navigator.logged("navigator.yml:1:").isEmpty(), navigator.log());
        assertEquals(0, ask("ps").status());
        assertEquals(0, navigator.run("-s", "stop", "navigator.yml").status());
    }

    @Test
    void aStateFolderThatTheFileNamesByNowIsNotThere() throws Exception {
        Files.writeString(
                navigator.config(), Files.readString(navigator.config()).replace("navigator.pid", "another.pid"));

        assertEquals(0, ask("status").status());
    }

    @Test
    void anotherFileWithTheSameStateFolderReachesNobody() throws Exception {
        Path other = Files.copy(navigator.config(), folder.resolve("other.yml"));

        for (String word : new String[] {"reload", "stop", "upgrade"}) {
            NavigatorProcess.Result result =
                    navigator.run("-s", word, other.getFileName().toString());

            assertEquals(1, result.status(), result.output());
            assertTrue(
                    result.output().contains("no Navigator runs with 'other.yml'")
                            && result.output().contains("runs with '" + navigator.config() + "'"),
                    result.output());
        }
        assertEquals(200, navigator.get("/shop/").statusCode());
    }

    @Test
    void aPidFileThatNamesSomebodyElseHarmsNobody() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(folder.resolve("navigator.pid"), bystander.pid() + "\n");

            assertEquals(0, navigator.run("-s", "stop", "navigator.yml").status());

            assertTrue(bystander.isAlive());
        } finally {
            bystander.destroyForcibly().onExit().join();
        }
    }

    @Test
    void withoutPidFileAndStateFolderItIsFoundAllTheSame() throws Exception {
        Files.delete(folder.resolve("navigator.pid"));
        Files.delete(folder.resolve("navigator.state/lock"));
        Files.delete(folder.resolve("navigator.state/control.sock"));

        assertEquals(0, ask("ps").status());
        Await.until("the PID file is there again", () -> Files.exists(folder.resolve("navigator.pid")));
    }
}
