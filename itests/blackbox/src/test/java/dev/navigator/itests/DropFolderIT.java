package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strategies that come and go through the folder {@code deploy/}, while Navigator runs. */
class DropFolderIT {

    private static final String SELECTOR = """
            package plugin;

            import dev.navigator.api.config.TenantId;
            import dev.navigator.api.ports.spi.PortSelector;
            import java.util.Map;
            import java.util.OptionalInt;
            import java.util.SortedSet;

            public final class Far implements PortSelector {
                @Override
                public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
                    return OptionalInt.of(%s);
                }
            }
            """;
    private static final Plugin HIGHEST = Plugin.portSelector("plugin.Far", "far", SELECTOR.formatted("free.last()"));
    private static final Plugin NEXT_TO_HIGHEST =
            HIGHEST.version("1.1.0").source(SELECTOR.formatted("free.headSet(free.last()).last()"));

    /** Chooses the port so far above the first as its settings say, and says so. */
    private static final Plugin CONFIGURED = Plugin.portSelector("plugin.Fixed", "fixed", """
            package plugin;

            import dev.navigator.api.config.TenantId;
            import dev.navigator.api.ports.spi.PortSelector;
            import java.util.Map;
            import java.util.OptionalInt;
            import java.util.SortedSet;

            public final class Fixed implements PortSelector {
                private int above;

                public void activate(Map<String, Object> settings) {
                    above = Integer.parseInt(String.valueOf(settings.getOrDefault("above", 0)));
                    System.out.println("plugin says above=" + above);
                }

                @Override
                public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
                    return OptionalInt.of(free.tailSet(free.first() + above).first());
                }
            }
            """);

    @TempDir
    private Path folder;

    @Test
    void aPortSelectorTakesOverForTheNextStartAndGoesAgain() throws Exception {
        Path home = DropFolder.installation(folder);
        try (NavigatorProcess navigator = start(home)) {
            String shop = navigator.get("/shop/").body();
            assertEquals(navigator.firstAppPort, port(shop));

            drop(HIGHEST, home);
            Await.until("the selector is there", () -> status(navigator).contains("far "));

            assertEquals(
                    navigator.firstAppPort + 19, port(navigator.get("/wiki/").body()));
            assertEquals(
                    Apps.said("pid", shop),
                    Apps.said("pid", navigator.get("/shop/").body()));

            Files.delete(home.resolve("deploy/far.jar"));
            Await.until("the selector is gone", () -> !status(navigator).contains("far "));

            assertEquals(
                    navigator.firstAppPort + 1, port(navigator.get("/blog/").body()));
        }
    }

    @Test
    void anUpdateDecidesFromThenOn() throws Exception {
        Path home = DropFolder.installation(folder);
        drop(HIGHEST, home);
        try (NavigatorProcess navigator = start(home)) {
            Await.until("the selector is there", () -> status(navigator).contains("plugin.Far 1.0.0"));
            assertEquals(
                    navigator.firstAppPort + 19, port(navigator.get("/shop/").body()));

            drop(NEXT_TO_HIGHEST, home);
            Await.until("it was updated", () -> status(navigator).contains("plugin.Far 1.1.0"));
            Await.until("the old one is gone", () -> !status(navigator).contains("plugin.Far 1.0.0"));

            assertEquals(
                    navigator.firstAppPort + 17, port(navigator.get("/wiki/").body()));
            assertEquals(1, navigator.logged("Bundle updated", "far.jar").size());
        }
    }

    @Test
    void aBrokenBundleChangesNothingAndIsReported() throws Exception {
        Path home = DropFolder.installation(folder);
        try (NavigatorProcess navigator = start(home)) {
            Files.write(home.resolve("deploy/broken.jar"), new byte[] {'P', 'K', 3, 4, 0, 0});
            Await.until("the log says so", () -> !navigator.logged("broken.jar").isEmpty());

            assertEquals(200, navigator.get("/shop/").statusCode());
            assertTrue(status(navigator).contains("plugin 'broken.jar': it is no jar"), status(navigator));
        }
    }

    @Test
    void whatIsNoGoodOverAGoodPluginLeavesThatInForce() throws Exception {
        Path home = DropFolder.installation(folder);
        Path jar = drop(HIGHEST, home);
        byte[] whole = Files.readAllBytes(jar);
        try (NavigatorProcess navigator = start(home)) {
            Await.until("the selector is there", () -> status(navigator).contains("plugin.Far 1.0.0"));

            Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
            Await.until("half a jar is reported", () -> status(navigator).contains("broken or half copied"));
            assertEquals(
                    navigator.firstAppPort + 19, port(navigator.get("/shop/").body()));

            drop(HIGHEST.version("2.0.0").api("[7.0,8)"), home);
            Await.until("what does not fit is reported", () -> status(navigator)
                    .contains("it does not fit this Navigator: package dev.navigator.api.config"
                            + " from version 7.0.0 to below 8.0.0 is not there, only 1.0.0"));
            assertEquals(
                    navigator.firstAppPort + 18, port(navigator.get("/wiki/").body()), navigator.log());
            assertTrue(status(navigator).contains("; plugin.Far-1.0.0 goes on"), status(navigator));

            drop(NEXT_TO_HIGHEST, home);
            Await.until("it was updated", () -> status(navigator).contains("plugin.Far 1.1.0"));
            Await.until("nothing is wrong any more", () -> !status(navigator).contains("plugin 'far.jar'"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"plugin.Fixed.cfg | above = %d", "plugin.Fixed.cfg.json | { \"above:Integer\": %d }"})
    void settingsBesideAPluginReachIt(String name, String content) throws Exception {
        Path home = DropFolder.installation(folder);
        Path settings = Files.writeString(home.resolve("deploy").resolve(name), content.formatted(5));
        CONFIGURED.write(home.resolve("deploy/fixed.jar"));
        try (NavigatorProcess navigator = start(home)) {
            says(navigator, 5);
            assertEquals(
                    navigator.firstAppPort + 5, port(navigator.get("/shop/").body()));

            Files.writeString(settings, content.formatted(9));
            says(navigator, 9);
            assertEquals(
                    navigator.firstAppPort + 9, port(navigator.get("/wiki/").body()));

            Files.delete(settings);
            says(navigator, 0);
            assertEquals(navigator.firstAppPort, port(navigator.get("/blog/").body()));
        }
    }

    @Test
    void settingsThatAreWrongChangeNothingAndAreReported() throws Exception {
        Path home = DropFolder.installation(folder);
        Path settings = Files.writeString(home.resolve("deploy/plugin.Fixed.cfg.json"), "{\"above\": 5}");
        CONFIGURED.write(home.resolve("deploy/fixed.jar"));
        try (NavigatorProcess navigator = start(home)) {
            says(navigator, 5);

            Files.writeString(settings, "{\"above\": }");
            Await.until("they are reported", () -> status(navigator)
                    .contains("settings 'plugin.Fixed.cfg.json': line 1, column 11"));

            assertEquals(
                    navigator.firstAppPort + 5, port(navigator.get("/shop/").body()));
        }
    }

    @Test
    void aFolderThatOthersMayWriteToIsRefused() throws Exception {
        Path home = DropFolder.installation(folder);
        Files.setPosixFilePermissions(home.resolve("deploy"), PosixFilePermissions.fromString("rwxrwxrwx"));
        HIGHEST.write(home.resolve("deploy/far.jar"));
        try (NavigatorProcess navigator = start(home)) {
            assertTrue(!navigator.logged("deploy", "ERROR", "others may write").isEmpty(), navigator.log());
            assertEquals(navigator.firstAppPort, port(navigator.get("/shop/").body()));
        }
    }

    @Test
    void aPluginWithoutLibrariesIsSmall() throws Exception {
        assertTrue(Files.size(HIGHEST.write(folder.resolve("far.jar"))) < 4096);
    }

    /** Waits until that is the last thing the plugin has said. */
    private static void says(NavigatorProcess navigator, int above) throws Exception {
        Await.until("above=" + above, () -> {
            List<String> said = navigator.logged("plugin says above=");
            return !said.isEmpty() && said.get(said.size() - 1).endsWith("above=" + above);
        });
    }

    private NavigatorProcess start(Path home) throws Exception {
        return NavigatorProcess.in(folder, home)
                .configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki"), Apps.tenant("blog")))
                .start();
    }

    /** Moves it in, as the manual says. */
    private Path drop(Plugin plugin, Path home) throws Exception {
        return Files.move(
                plugin.write(folder.resolve("new.jar")),
                home.resolve("deploy/far.jar"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String status(NavigatorProcess navigator) throws Exception {
        return navigator.run("-c", "navigator.yml", "status").output();
    }

    private static int port(String body) {
        return Integer.parseInt(Apps.said("port", body));
    }
}
