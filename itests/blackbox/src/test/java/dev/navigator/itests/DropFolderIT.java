package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies that come and go through the folder {@code deploy/}, while Navigator runs. */
class DropFolderIT {

    private static final String SELECTOR = """
            package plugin;

            import dev.navigator.api.config.TenantId;
            import dev.navigator.api.ports.spi.PortSelector;
            import java.util.Map;
            import java.util.OptionalInt;
            import java.util.SortedSet;

            public final class Highest implements PortSelector {
                @Override
                public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
                    return OptionalInt.of(free.last());
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aPortSelectorTakesOverForTheNextStartAndGoesAgain() throws Exception {
        Path home = installation();
        try (NavigatorProcess navigator = start(home)) {
            String shop = navigator.get("/shop/").body();
            assertEquals(navigator.firstAppPort, port(shop));

            Path jar = Plugin.write(folder.resolve("highest.jar"), "plugin.Highest", "highest", SELECTOR);
            Files.move(jar, home.resolve("deploy/highest.jar"));
            Await.until("the selector is there", () -> status(navigator).contains("highest"));

            assertEquals(
                    navigator.firstAppPort + 19, port(navigator.get("/wiki/").body()));
            assertEquals(
                    Apps.said("pid", shop),
                    Apps.said("pid", navigator.get("/shop/").body()));

            Files.delete(home.resolve("deploy/highest.jar"));
            Await.until("the selector is gone", () -> !status(navigator).contains("highest"));

            assertEquals(
                    navigator.firstAppPort + 1, port(navigator.get("/blog/").body()));
        }
    }

    @Test
    void abrokenBundleChangesNothingAndIsReported() throws Exception {
        Path home = installation();
        try (NavigatorProcess navigator = start(home)) {
            Files.write(home.resolve("deploy/broken.jar"), new byte[] {'P', 'K', 3, 4, 0, 0});
            Await.until("the log says so", () -> !navigator.logged("broken.jar").isEmpty());

            assertEquals(200, navigator.get("/shop/").statusCode());
        }
    }

    @Test
    void aFolderThatOthersMayWriteToIsRefused() throws Exception {
        Path home = installation();
        Files.setPosixFilePermissions(home.resolve("deploy"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Plugin.write(home.resolve("deploy/highest.jar"), "plugin.Highest", "highest", SELECTOR);
        try (NavigatorProcess navigator = start(home)) {
            assertTrue(!navigator.logged("deploy", "ERROR", "others may write").isEmpty(), navigator.log());
            assertEquals(navigator.firstAppPort, port(navigator.get("/shop/").body()));
        }
    }

    private NavigatorProcess start(Path home) throws Exception {
        return NavigatorProcess.in(folder, home)
                .configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki"), Apps.tenant("blog")))
                .start();
    }

    /** The distribution under test with a drop folder of its own. */
    private Path installation() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createDirectory(home.resolve("deploy"));
        Tree.copy(NavigatorProcess.HOME.resolve("bin"), home.resolve("bin"));
        for (String part : new String[] {"bundles", "lib"}) {
            Files.createSymbolicLink(home.resolve(part), NavigatorProcess.HOME.resolve(part));
        }
        return home;
    }

    private static String status(NavigatorProcess navigator) throws Exception {
        return navigator.run("-c", "navigator.yml", "status").output();
    }

    private static int port(String body) {
        return Integer.parseInt(Apps.said("port", body));
    }
}
