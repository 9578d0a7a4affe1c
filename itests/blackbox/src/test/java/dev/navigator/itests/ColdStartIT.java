package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests wait for instances that do not run yet. */
class ColdStartIT {

    private static final int TENANTS = 40;
    private static final int REQUESTS = 200;

    @TempDir
    private Path folder;

    private NavigatorProcess navigator;

    @BeforeEach
    void prepare() throws Exception {
        navigator = NavigatorProcess.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        navigator.close();
    }

    /** One that listens once {@link #openGate} was called. */
    private static String gated(String name, String... lines) {
        return Apps.tenant(name, "--gate", "gate") + String.join("", lines);
    }

    private void openGate() throws Exception {
        Files.createFile(folder.resolve("gate"));
    }

    private List<CompletableFuture<HttpResponse<String>>> ask(int times, String path) {
        return IntStream.range(0, times).mapToObj(i -> navigator.getAsync(path)).toList();
    }

    private static long answered(List<CompletableFuture<HttpResponse<String>>> requests, int status) {
        return requests.stream()
                .filter(request -> request.isDone() && request.join().statusCode() == status)
                .count();
    }

    @Test
    void moreColdTenantsThanThereIsRoomForAreAllServed() throws Exception {
        String[] tenants = IntStream.range(0, TENANTS)
                .mapToObj(i -> Apps.tenant("t" + i, "--boots", "boots") + "      queue_timeout: 90s\n")
                .toArray(String[]::new);
        navigator
                .configure(navigator.pools("max_size: 12", "max_concurrent_starts: 3") + Apps.tenants(tenants))
                .start();

        List<CompletableFuture<HttpResponse<String>>> requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> navigator.getAsync("/t" + i % TENANTS + "/"))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(requests.toArray(CompletableFuture<?>[]::new));
        long most = 0;
        while (!all.isDone()) {
            most = Math.max(most, applications());
        }

        assertEquals(REQUESTS, answered(requests, 200));
        assertTrue(most <= 12, most + " processes at once");
        if (navigator.logged("Process ready").stream().allMatch(ColdStartIT::quick)) { // else others had their turn
            assertTrue(mostBoots() <= 3, mostBoots() + " booted at once");
        }
    }

    private long applications() {
        return navigator.children().stream()
                .filter(child -> child.info().commandLine().orElse("").contains(Apps.PROGRAM.toString()))
                .count();
    }

    private static boolean quick(String ready) {
        return Double.parseDouble(Apps.said("after", ready).replace("s", "")) < 4;
    }

    private int mostBoots() throws Exception {
        int now = 0;
        int most = 0;
        for (String event : Files.readAllLines(folder.resolve("boots"))) {
            now += event.equals("+") ? 1 : -1;
            most = Math.max(most, now);
        }
        return most;
    }

    @Test
    void aQueueThatIsFullTurnsAwayAndKeepsThoseWhoWait() throws Exception {
        navigator.configure(Apps.tenants(gated("shop", "      max_queue: 5\n"))).start();

        List<CompletableFuture<HttpResponse<String>>> requests = ask(20, "/shop/");
        Await.until("all but five are turned away", () -> answered(requests, 503) == 15);
        openGate();

        assertEquals(
                5, requests.stream().filter(r -> r.join().statusCode() == 200).count());
        requests.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 503)
                .forEach(answer ->
                        assertTrue(answer.headers().firstValue("Retry-After").isPresent()));
        assertEquals(1, navigator.logged("Starting process").size());
    }

    @Test
    void whoHasWaitedLongEnoughIsTurnedAwayAndTheStartGoesOn() throws Exception {
        navigator
                .configure(Apps.tenants(gated("shop", "      queue_timeout: 500ms\n")))
                .start();

        HttpResponse<String> early = navigator.get("/shop/");
        openGate();
        Await.until(
                "ready", () -> !navigator.logged("Process ready", "name=shop").isEmpty());

        assertEquals(503, early.statusCode());
        assertTrue(early.headers().firstValue("Retry-After").isPresent(), early.headers()::toString);
        assertEquals(200, navigator.get("/shop/").statusCode());
        assertEquals(1, navigator.logged("Starting process").size());
    }

    @Test
    void oneThatBootsForLongDelaysNobodyElse() throws Exception {
        navigator
                .configure(navigator.pools("max_concurrent_starts: 2")
                        + Apps.tenants(gated("slow"), Apps.tenant("shop"), Apps.tenant("wiki")))
                .start();
        navigator.get("/shop/");

        List<CompletableFuture<HttpResponse<String>>> waiting = ask(90, "/slow/");
        Await.until("they wait", () -> Control.of(navigator).ask("ps", "--json").contains("\"queued\":90"));

        assertEquals(200, navigator.get("/shop/").statusCode());
        assertEquals(200, navigator.get("/wiki/").statusCode());
        assertEquals(0, waiting.stream().filter(CompletableFuture::isDone).count());
        openGate();
        assertEquals(
                90, waiting.stream().filter(r -> r.join().statusCode() == 200).count());
    }

    @Test
    void clientsWhoLeaveAreNotStartedFor() throws Exception {
        navigator
                .configure(navigator.pools("max_size: 1")
                        + Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki"), Apps.tenant("blog")))
                .start();
        CompletableFuture<HttpResponse<String>> busy = navigator.getAsync("/shop/?until=gate");
        Await.until(
                "the only place is busy", () -> Control.of(navigator).ask("ps").contains("busy"));

        try (Connection leaving = new Connection(navigator.port)) {
            leaving.send("GET /wiki/ HTTP/1.1\r\nHost: test\r\n\r\n");
            Await.until("it waits", () -> queued("wiki") == 1);
        }
        Await.until("it does not wait any more", () -> queued("wiki") == 0);
        openGate();

        assertEquals(200, busy.join().statusCode());
        assertEquals(200, navigator.get("/blog/").statusCode());
        assertEquals(List.of(), navigator.logged("Starting process", "name=wiki"));
    }

    private int queued(String tenant) throws Exception {
        String all = Control.of(navigator).ask("ps", "--json");
        String one = all.substring(all.indexOf("\"name\":\"" + tenant + "\""));
        return Integer.parseInt(one.replaceAll("(?s)^.*?\"queued\":(\\d+).*$", "$1"));
    }
}
