package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle with a strategy of each kind, swapped again and again while all of them are asked. */
class StrategySwapIT {

    private static final int SWAPS = Integer.getInteger("swaps", 200);
    private static final int MOST_SWAPS = 10 * SWAPS;
    private static final List<String> KINDS =
            List.of("port", "launch", "readiness", "restart", "scaling", "selection", "eviction", "router");

    private static final Plugin ALL = new Plugin(
            "plugin.All",
            "all",
            "1.0.0",
            "ports.spi.PortSelector,processes.spi.LaunchCommandFactory,processes.spi.ReadinessProbe,"
                    + "processes.spi.RestartPolicy,pool.spi.ScalingPolicy,pool.spi.InstanceSelector,"
                    + "pool.spi.EvictionPolicy,routing.spi.Router",
            "config,pool,pool.spi,ports.spi,processes,processes.spi,routing,routing.spi",
            "[1.0,2)",
            "",
            """
            package plugin;

            import dev.navigator.api.config.TenantId;
            import dev.navigator.api.pool.*;
            import dev.navigator.api.pool.spi.*;
            import dev.navigator.api.ports.spi.*;
            import dev.navigator.api.processes.*;
            import dev.navigator.api.processes.spi.*;
            import dev.navigator.api.routing.*;
            import dev.navigator.api.routing.spi.*;
            import java.net.Socket;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.atomic.AtomicIntegerArray;

            public final class All implements PortSelector, LaunchCommandFactory, ReadinessProbe, RestartPolicy,
                    ScalingPolicy, InstanceSelector, EvictionPolicy, Router {
                private final AtomicIntegerArray asked = new AtomicIntegerArray(8);
                private final byte[] weight = new byte[1 << 20];

                public void deactivate() {
                    System.out.println("plugin asked port=" + asked.get(0) + " launch=" + asked.get(1) + " readiness="
                            + asked.get(2) + " restart=" + asked.get(3) + " scaling=" + asked.get(4) + " selection="
                            + asked.get(5) + " eviction=" + asked.get(6) + " router=" + asked.get(7) + " .");
                }

                public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
                    asked.incrementAndGet(0);
                    return OptionalInt.of(free.last());
                }

                public boolean recognises(Path folder) {
                    return false;
                }

                public List<String> command(LaunchContext context) {
                    asked.incrementAndGet(1);
                    List<String> argv = new ArrayList<>(List.of(context.command().get()));
                    argv.addAll(context.args());
                    return argv;
                }

                public boolean ready(ProbeContext context) throws Exception {
                    asked.incrementAndGet(2);
                    try (Socket socket = new Socket()) {
                        socket.connect(context.address(), 1000);
                        return true;
                    }
                }

                public Optional<Duration> delay(RestartContext context) {
                    asked.incrementAndGet(3);
                    return Optional.of(Duration.ofMillis(20));
                }

                public int desired(ScalingContext context) {
                    asked.incrementAndGet(4);
                    int there = context.ready() + context.starting();
                    return context.queued() > 0 && context.starting() == 0 ? there + 1 : there;
                }

                public int select(Candidates candidates, RequestView request, Map<String, String> options) {
                    asked.incrementAndGet(5);
                    return candidates.size() - 1;
                }

                public Optional<InstanceId> evict(List<IdleInstance> idle, Map<String, String> options) {
                    asked.incrementAndGet(6);
                    return Optional.of(idle.get(0).id());
                }

                public TenantId route(RequestView request, Routes routes, Map<String, String> options) {
                    asked.incrementAndGet(7);
                    return routes.longestPrefix(request.path());
                }
            }
            """);

    @TempDir
    private Path folder;

    private NavigatorProcess start(Path home) throws Exception {
        NavigatorProcess navigator = NavigatorProcess.in(folder, home);
        navigator.configure("""
                applications:
                  port_selector: all
                  launch: all
                  readiness: all
                  restart: all
                  scaling: all
                  instance_selector: all
                  eviction: all
                  tenants:
                """ + Apps.tenant("shop") + Apps.tenant("steady") + "      min_instances: 2\n"
                + Apps.tenant("a") + Apps.tenant("b")
                + Apps.tenant("c") + Apps.tenant("d") + Apps.tenant("broken", "--fail", "3"));
        String yaml = Files.readString(navigator.config());
        Files.writeString(
                navigator.config(),
                yaml.replace("server:\n", "server:\n  router: all\n")
                        .replace("  port_count: 20\n", "  port_count: 20\n  max_size: 6\n"));
        return navigator.start();
    }

    @Test
    void twoHundredSwapsOfEachKindUnderLoadFailNoRequestAndLeaveNoClassesBehind() throws Exception {
        Path home = DropFolder.installation(folder);
        Path[] versions = {
            ALL.write(folder.resolve("all-0.jar")), ALL.version("1.0.1").write(folder.resolve("all-1.jar"))
        };
        Files.copy(versions[0], home.resolve("deploy/all.jar"));
        try (NavigatorProcess navigator = start(home)) {
            Control control = Control.of(navigator);
            Await.until("the strategies are there", () -> control.ask("status").contains("plugin.All"));
            try (Load shop = Load.on(navigator, 2, "/shop/", "/steady/");
                    Load others = Load.on(navigator, 1, "/a/", "/b/", "/c/", "/d/");
                    Toil toil = new Toil()) {
                toil.of(1, () -> {
                    control.ask("restart", "shop");
                    return null;
                });
                toil.of(1, () -> {
                    LockSupport.parkNanos(20_000_000);
                    int status = navigator.get("/broken/").statusCode();
                    return status == 502 ? null : "/broken/ answered " + status;
                });
                // on a busy machine those that are seldom asked need more than so many
                for (int swap = 1; swap <= SWAPS || (swap <= MOST_SWAPS && !allAsked(navigator)); swap++) {
                    String answer = control.ask("update", "plugin.All", versions[swap % 2].toString());
                    assertTrue(answer.contains("updated to 1.0." + swap % 2), answer);
                    int before = shop.served();
                    Await.until("requests are served", () -> shop.served() >= before + 5);
                }
                assertEquals(List.of(), toil.end());
                assertEquals(List.of(), others.end());
                assertEquals(List.of(), shop.end());
            }
            assertEquals(List.of(), navigator.logged("quarantined"));
            assertTrue(navigator.logged("plugin asked").size() >= SWAPS);
            for (String kind : KINDS) {
                assertTrue(asked(navigator, kind) > 0, kind + ":\n" + navigator.log());
            }
            Await.until("no classes of the replaced ones are left", () -> classes(navigator, "plugin.All") <= 1);
        }
    }

    @Test
    void swapsThroughTheDropFolderLeaveNoMomentWithout() throws Exception {
        Path home = DropFolder.installation(folder);
        ALL.write(home.resolve("deploy/all.jar"));
        try (NavigatorProcess navigator = start(home)) {
            Control control = Control.of(navigator);
            Await.until("the strategies are there", () -> control.ask("status").contains("plugin.All"));
            int told = navigator.logged("nobody offers").size();
            try (Load shop = Load.on(navigator, 2, "/shop/", "/steady/");
                    Load others = Load.on(navigator, 1, "/a/", "/b/", "/c/", "/d/")) {
                for (int swap = 1; swap <= 10; swap++) {
                    Files.move(
                            ALL.version("1.1." + swap).write(folder.resolve("new.jar")),
                            home.resolve("deploy/all.jar"),
                            StandardCopyOption.REPLACE_EXISTING);
                    int number = swap;
                    Await.until(
                            "it is swapped",
                            () -> navigator.logged("plugin asked").size() == number);
                }
                assertEquals(List.of(), others.end());
                assertEquals(List.of(), shop.end());
            }
            assertEquals(told, navigator.logged("nobody offers").size(), navigator.log());
            Await.until("no classes of the replaced ones are left", () -> classes(navigator, "plugin.All") <= 1);
        }
    }

    private static long asked(NavigatorProcess navigator, String kind) throws Exception {
        return navigator.logged("plugin asked").stream()
                .mapToLong(line -> Long.parseLong(line.replaceAll(".* " + kind + "=(\\d+) .*", "$1")))
                .sum();
    }

    private static boolean allAsked(NavigatorProcess navigator) throws Exception {
        for (String kind : KINDS) {
            if (asked(navigator, kind) == 0) {
                return false;
            }
        }
        return true;
    }

    /** How often a class is there, once for each class loader, after a collection. */
    private static long classes(NavigatorProcess navigator, String name) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                        Long.toString(navigator.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jcmd.waitFor(), histogram);
        Pattern line = Pattern.compile(" " + Pattern.quote(name) + "( |$)", Pattern.MULTILINE);
        return line.matcher(histogram).results().count();
    }
}
