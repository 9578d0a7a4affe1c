package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications die while they serve, and before they do. */
class CrashIT {

    private static final int KILLS = 10;
    /** More than an instance serves at once: it is none that falls over its first requests. */
    private static final int PROOF = 20;

    @TempDir
    private Path folder;

    private NavigatorProcess navigator(String... tenants) throws Exception {
        return NavigatorProcess.in(folder).configure(Apps.tenants(tenants)).start();
    }

    private List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    @Test
    void killingTheOnlyInstanceAgainAndAgainFailsNoGet() throws Exception {
        try (NavigatorProcess navigator = navigator(Apps.tenant("shop"));
                Load load = Load.on(navigator, 4, "/shop/")) {
            for (int i = 0; i < KILLS; i++) {
                load.serve(PROOF);
                long pid = navigator.pid("shop");
                Signal.KILL.to(pid);
                Await.until("another serves", () -> navigator.pid("shop") != pid);
            }
            load.serve(PROOF);

            assertEquals(List.of(), load.end());
            List<String> told = navigator.logged("Process crashed, starting replacement", "name=shop");
            assertEquals(KILLS, told.size(), navigator.log());
            assertTrue(told.stream().allMatch(line -> line.contains("exit=\"signal 9\"")), told::toString);
        }
    }

    @Test
    void killingItAfterEachSingleAnswerFailsNoGet() throws Exception {
        try (NavigatorProcess navigator = navigator(Apps.tenant("shop"))) {
            for (int i = 0; i < KILLS; i++) {
                Signal.KILL.to(navigator.pid("shop"));
            }

            assertEquals(200, navigator.get("/shop/").statusCode());
            assertEquals(KILLS, crashes(navigator, "shop"), navigator.log());
        }
    }

    @Test
    void aPostIsExecutedExactlyOnceOrAnswered502() throws Exception {
        Map<String, Integer> statuses = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        try (NavigatorProcess navigator = navigator(Apps.tenant("shop", "--journal", "journal"));
                Toil clients = new Toil().of(4, () -> {
                    String order = "order-" + next.incrementAndGet();
                    statuses.put(
                            order,
                            Connection.once(navigator.port, "POST", "/shop/", order)
                                    .status());
                    return null;
                })) {
            for (int i = 0; i < KILLS; i++) {
                int enough = statuses.size() + PROOF;
                Await.until("some were answered", () -> statuses.size() >= enough);
                Signal.KILL.to(navigator.pid("shop"));
            }
            assertEquals(List.of(), clients.end());
        }
        List<String> journal = lines("journal");
        Set<String> executed = new HashSet<>(journal);

        assertEquals(journal.size(), executed.size(), "executed more than once");
        assertEquals(Set.of(), minus(answered(statuses, 200), executed), "answered without being executed");
        assertEquals(
                statuses.keySet(),
                plus(answered(statuses, 200), answered(statuses, 502)),
                () -> "other answers than 200 and 502: " + statuses);
    }

    private static Set<String> answered(Map<String, Integer> statuses, int status) {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getValue() == status)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> minus(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static Set<String> plus(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    @Test
    void aPoisonousGetKillsTwoInstancesAtMostAndAPoisonousPostOne() throws Exception {
        try (NavigatorProcess navigator = navigator(Apps.tenant("shop"), Apps.tenant("wiki"))) {
            for (int i = 0; i < PROOF; i++) {
                navigator.get("/shop/");
                navigator.get("/wiki/");
            }

            Connection.Answer get = Connection.once(navigator.port, "GET", "/shop/crash", "");
            Connection.Answer post = Connection.once(navigator.port, "POST", "/wiki/crash", "x");

            assertEquals(502, get.status(), get.body());
            assertEquals(502, post.status(), post.body());
            Await.until("the ends are told", () -> crashes(navigator, "wiki") > 0 && crashes(navigator, "shop") > 1);
            assertEquals(200, navigator.get("/shop/").statusCode());
            assertEquals(200, navigator.get("/wiki/").statusCode());
            assertEquals(2, crashes(navigator, "shop"), navigator.log());
            assertEquals(1, crashes(navigator, "wiki"));
            assertFalse(
                    navigator.logged("Process crashed", "exit=\"exit code 3\"").isEmpty(), navigator.log());
        }
    }

    private static int crashes(NavigatorProcess navigator, String tenant) throws IOException {
        return navigator.logged("Process crashed", "name=" + tenant + " ").size();
    }

    @Test
    void everyoneWhoWaitedForAStartThatFailsIsTold() throws Exception {
        String boot = "sleep 1; echo no such table >&2; exit 7";
        try (NavigatorProcess navigator = navigator(Apps.shell("shop", boot), Apps.tenant("wiki"))) {
            List<Integer> statuses =
                    IntStream.range(0, 20).mapToObj(i -> navigator.getAsync("/shop/")).toList().stream()
                            .map(answer -> answer.join().statusCode())
                            .distinct()
                            .toList();

            assertEquals(List.of(502), statuses);
            assertEquals(1, navigator.logged("Starting process", "name=shop").size());
            List<String> told = navigator.logged("Process start failed", "name=shop");
            assertEquals(1, told.size(), navigator.log());
            assertTrue(told.get(0).contains("exit=\"exit code 7\""), told.get(0));
            assertTrue(told.get(0).contains("no such table"), told.get(0));
            assertTrue(told.get(0).contains("sleep 1; echo"), told.get(0));
            assertTrue(told.get(0).contains("working_dir=" + folder), told.get(0));
            assertEquals(200, navigator.get("/wiki/").statusCode());
        }
    }

    @Test
    void startsThatKeepFailingAreSpacedAndVisiblySo() throws Exception {
        try (NavigatorProcess navigator = navigator(Apps.tenant("shop", "--fail", "'7'", "--touch", "started"))) {
            for (int i = 0; i < 200; i++) {
                Connection.Answer answer = Connection.once(navigator.port, "GET", "/shop/", "");
                assertEquals(502, answer.status(), answer.body());
            }

            int starts = lines("started").size();
            assertTrue(starts >= 3 && starts < 20, starts + " starts for 200 requests");
            String shown = Control.of(navigator).ask("ps");
            assertTrue(shown.contains("exit code 7"), shown);
        }
    }

    @Test
    void oneThatDiesRightAfterItsStartIsNotStartedWithoutPause() throws Exception {
        String shop = Apps.tenant("shop", "--live", "'0.1'", "--touch", "started") + "      min_instances: 1\n";
        try (NavigatorProcess navigator = navigator(shop, Apps.tenant("wiki"))) {
            Await.until("it is given a pause", () -> !navigator
                    .logged("Process crashed, starting no replacement for a while", "exit=\"exit code 4\"")
                    .isEmpty());
            int before = lines("started").size();
            Connection.Answer answer = Connection.once(navigator.port, "GET", "/shop/", "");

            assertTrue(answer.status() == 502 || answer.status() == 200, answer.body());
            assertTrue(before <= 4, before + " starts before the first pause");
            Await.until("it is tried again", () -> lines("started").size() > before);
            assertEquals(200, navigator.get("/wiki/").statusCode());
        }
    }
}
