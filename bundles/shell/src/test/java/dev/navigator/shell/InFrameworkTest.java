package dev.navigator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.api.routing.spi.Router;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyHolder;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.testing.Eventually;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.FrameworkBench;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.RealScheduler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The bundle as it is built, in a framework with the component runtime and Gogo. */
class InFrameworkTest {

    /** A third party's command. */
    public static final class Greeter {
        public String hello() {
            return "hello";
        }
    }

    @TempDir
    Path state;

    private final RealScheduler scheduler = new RealScheduler();
    private final FakePool pool = new FakePool();
    private FixedLifecycle lifecycle;
    private FrameworkBench bench;
    private Bundle shell;
    private Path socket;

    @BeforeEach
    void start() throws Exception {
        socket = state.resolve("control.sock");
        lifecycle = new FixedLifecycle(state);
        bench = new FrameworkBench(state.resolve("framework"), CommandProcessor.class);
        bench.context().registerService(Scheduler.class, scheduler, null);
        bench.context().registerService(Handover.class, new MemoryHandover(), null);
        bench.context().registerService(Lifecycle.class, lifecycle, null);
        shell = bench.install(ControlSocket.class);
        shell.start();
    }

    @AfterEach
    void stop() throws Exception {
        lifecycle.stop();
        bench.close();
        scheduler.close();
    }

    private String ask(String... words) throws IOException {
        return Client.ask(socket, String.join("\0", words));
    }

    private static Dictionary<String, ?> properties(Map<String, ?> map) {
        return FrameworkUtil.asDictionary(Map.copyOf(map));
    }

    @Test
    void commandsAreReachedThroughTheSocketAndServicesComeAndGo() throws Exception {
        assertTrue(ask("ps").startsWith("pool: not there now\n"));

        ServiceRegistration<Pool> registration = bench.context().registerService(Pool.class, pool, null);
        bench.context().registerService(ManagedProcesses.class, new FakeManaged(), null);
        assertTrue(ask("ps").contains("shop.1  busy"));
        assertEquals("tenant 'shop' restarted\n\0" + "0\n", ask("restart", "shop"));

        registration.unregister();
        assertTrue(ask("ps").startsWith("pool: not there now\n"));
    }

    @Test
    void helpListsThirdPartiesCommandsToo() throws Exception {
        bench.context()
                .registerService(
                        Object.class,
                        new Greeter(),
                        properties(Map.of(
                                "osgi.command.scope", "navigator",
                                "osgi.command.function", new String[] {"hello"},
                                "navigator.command.summary", "greets")));

        String help = ask("help");

        assertTrue(help.lines().anyMatch(line -> line.matches("ps \\[--json] +tenants' instances .*")), help);
        assertTrue(help.lines().anyMatch(line -> line.matches("hello +greets")), help);
        assertEquals(
                Command.OURS,
                help.substring(0, help.indexOf(0))
                        .lines()
                        .map(line -> line.split(" ")[0])
                        .filter(name -> !Set.of("COMMAND", "hello").contains(name))
                        .collect(Collectors.toSet()));
        assertEquals(help, ask(""));
        assertEquals("hello\n\0" + "0\n", ask("hello"));
    }

    @Test
    void aSocketThatIsRemovedComesBack() throws Exception {
        Files.delete(socket);

        Eventually.holds(() -> Files.exists(socket));

        assertTrue(ask("help").contains("ps [--json]"));
    }

    @Test
    void aSocketThatCouldNotBeMadeIsMadeOnceItCan() throws Exception {
        lifecycle.beYielding();
        shell.stop();
        Path obstacle = Files.createDirectories(socket.resolve("in/the/way"));
        shell.start();

        for (Path folder = obstacle; !folder.equals(state); folder = folder.getParent()) {
            Files.delete(folder);
        }
        Eventually.holds(() -> Files.exists(socket));

        assertTrue(ask("help").contains("ps [--json]"));
    }

    @Test
    void bundlesAreListed() throws Exception {
        String bundles = ask("bundles");

        assertTrue(
                bundles.lines().anyMatch(line -> line.matches("\\d+ +1 +active +dev.navigator.shell +1.0.0.*")),
                bundles);
    }

    @Test
    void statusTellsWhoDecidesAndWhatIsWrong() throws Exception {
        PortSelector highest = (tenant, free, options) -> OptionalInt.of(free.last());
        bench.context()
                .registerService(
                        PortSelector.class,
                        highest,
                        properties(Map.of("navigator.strategy", "highest", "service.ranking", 7)));
        bench.context().registerService(Pool.class, pool, null);
        bench.context().registerService(Configuration.class, configuration(), null);

        String status = ask("status");

        assertTrue(status.lines().anyMatch("version    test"::equals), status);
        assertTrue(status.contains("tenants    2, instances: 1 busy, requests waiting: 2\n"), status);
        assertTrue(status.lines().anyMatch(line -> line.matches("port_selector +highest +7 +- .*")), status);
        assertTrue(status.lines().anyMatch(line -> line.matches("eviction +\\(built-in\\) +- +- +serves")), status);
        assertTrue(status.contains("problem    tenant 'wiki': no\\x0aroom\n"), status);
        assertTrue(
                status.contains(
                        "problem    tenant 'shop': nobody offers port_selector 'hashed'; the built-in serves\n"),
                status);
    }

    private static Configuration configuration() {
        TenantSettings shop = new TenantSettings(
                new TenantId("shop"),
                "/shop/",
                null,
                null,
                null,
                Optional.empty(),
                List.of(),
                Map.of(StrategyKind.PORT_SELECTOR, StrategyChoice.named("hashed")));
        return new Configuration(
                Path.of("/etc/navigator.yml"), 3, server(), null, List.of(shop), List.of(), null, Map.of());
    }

    private static ServerSettings server() {
        StrategyChoice router = new StrategyChoice(Optional.of("by-host"), Optional.of("[2,3)"), Map.of());
        return new ServerSettings(
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Optional.empty(),
                Map.of(),
                null,
                Optional.empty(),
                false,
                router);
    }

    @Test
    void statusTellsWhoWasFoundWantingAndWhatOthersKnowToBeWrong() throws Exception {
        PortSelector bad = (tenant, free, options) -> OptionalInt.empty();
        Router router = (request, routes, options) -> null;
        var reference = bench.context()
                .registerService(PortSelector.class, bad, properties(Map.of("navigator.strategy", "bad")))
                .getReference();
        bench.context().registerService(Router.class, router, properties(Map.of("navigator.strategy", "by-host")));
        StrategyOffer record = new StrategyOffer(
                "bad",
                "org.acme",
                "1.0.0",
                7,
                0,
                (Long) reference.getProperty("service.id"),
                5,
                true,
                Optional.of("threw IllegalStateException"));
        StrategyHolder holder = () -> Map.of(StrategyKind.PORT_SELECTOR, List.of(record));
        ProblemSource source = () -> List.of("file 'a.jar': is no bundle");
        bench.context().registerService(StrategyHolder.class, holder, null);
        bench.context().registerService(ProblemSource.class, source, null);
        bench.context().registerService(Configuration.class, configuration(), null);

        String status = ask("status");

        assertTrue(status.lines().anyMatch(line -> line.matches("port_selector +bad +0 +5, quarantined +.*")), status);
        assertTrue(
                status.lines().anyMatch(line -> line.matches("port_selector +\\(built-in\\) +- +- +serves")), status);
        assertTrue(
                status.lines()
                        .anyMatch(
                                line -> line.matches("problem +port_selector 'bad' of .*: quarantined, the last time it"
                                        + " threw IllegalStateException; update its bundle")),
                status);
        assertTrue(
                status.lines()
                        .anyMatch(line -> line.matches(
                                "problem +server: nobody offers router 'by-host' in version \\[2,3\\), only .*")),
                status);
        assertTrue(status.contains("problem    file 'a.jar': is no bundle\n"), status);
    }

    @Test
    void aBundleIsUpdatedOnlyByOneOfItsName() throws Exception {
        Path folder = Files.createDirectory(state.resolve("jars"));
        Bundle plugin = bench.context().installBundle("plugin", jar("plugin", "1.0.0", ""));
        plugin.start();

        String relative = ask("update", "plugin", "plugin.jar");
        String foreign = ask("update", "shell", save(folder, "plugin", "1.0.0", ""));
        String text = ask(
                "update",
                "plugin",
                Files.writeString(folder.resolve("x"), "no jar").toString());
        String absent = ask("update", "plugni", save(folder, "plugin", "1.0.0", ""));
        String updated = ask("update", "plugin", save(folder, "plugin", "1.1.0", ""));
        String broken = ask("update", "plugin", save(folder, "plugin", "1.2.0", "Import-Package: no.such"));

        assertTrue(relative.endsWith("\0" + "2\n"), relative);
        assertTrue(foreign.contains("is bundle 'plugin', not 'dev.navigator.shell'; nothing was changed"), foreign);
        assertTrue(text.contains("cannot be read as a jar"), text);
        assertTrue(absent.contains("bundle 'plugni': is not there"), absent);
        assertEquals("bundle 'plugin': updated to 1.1.0\n\0" + "0\n", updated);
        assertTrue(broken.contains("no.such") && broken.endsWith("\0" + "1\n"), broken);
    }

    private static String save(Path folder, String name, String version, String header) throws IOException {
        Path file = folder.resolve(name + version + ".jar");
        try (InputStream jar = jar(name, version, header)) {
            Files.copy(jar, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file.toString();
    }

    private static InputStream jar(String name, String version, String header) throws IOException {
        String manifest = "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: " + name
                + "\nBundle-Version: " + version + "\n" + header + "\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, new Manifest(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))))
                .close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    void anUpdateKeepsTheSocketAndTheEndRemovesIt() throws Exception {
        for (int round = 0; round < 5; round++) {
            shell.stop();
            try (Client waiting = Client.connect(socket)) {
                waiting.send("help");
                waiting.end();
                shell.start();

                assertTrue(waiting.answer().endsWith("\0" + "0\n"));
            }
        }

        lifecycle.stop();
        shell.stop();

        assertFalse(Files.exists(socket));
    }
}
