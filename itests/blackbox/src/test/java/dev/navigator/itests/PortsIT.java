package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others have the ports that Navigator would like to give. */
class PortsIT {

    @TempDir
    private Path folder;

    private NavigatorProcess navigator;
    private final List<ServerSocketChannel> strangers = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        navigator = NavigatorProcess.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        leave();
        navigator.close();
    }

    /** A stranger comes to listen. */
    private void occupy(ProtocolFamily family, String address, int port) throws IOException {
        strangers.add(ServerSocketChannel.open(family).bind(new InetSocketAddress(address, port)));
    }

    private void leave() throws IOException {
        for (ServerSocketChannel stranger : strangers) {
            stranger.close();
        }
    }

    private int port(String tenant) throws Exception {
        return Integer.parseInt(
                Apps.said("port", navigator.get("/" + tenant + "/").body()));
    }

    @Test
    void aPortThatAStrangerListensOnIsNotGivenWhateverTheAddress() throws Exception {
        int first = navigator.firstAppPort;
        occupy(StandardProtocolFamily.INET, "0.0.0.0", first);
        occupy(StandardProtocolFamily.INET6, "::", first + 1);
        occupy(StandardProtocolFamily.INET, "127.0.0.1", first + 2);
        occupy(StandardProtocolFamily.INET6, "::1", first + 3);
        navigator
                .configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki")))
                .start();

        Set<Integer> given = Set.of(port("shop"), port("wiki"));

        assertTrue(given.stream().allMatch(port -> port > first + 3 && port < first + 20), given::toString);
        assertEquals(2, navigator.logged("Starting process").size());
    }

    @Test
    void oneWhosePortIsTakenWhileItBootsIsStartedOnAnother() throws Exception {
        navigator.configure(Apps.tenants(Apps.tenant("shop", "--gate", "gate"))).start();
        var waiting = navigator.getAsync("/shop/");
        Await.until("it boots", () -> !navigator.logged("Starting process").isEmpty());
        int port = Integer.parseInt(
                Apps.said("port", navigator.logged("Starting process").get(0)));

        occupy(StandardProtocolFamily.INET, "127.0.0.1", port);
        Files.createFile(folder.resolve("gate"));

        assertEquals(200, waiting.join().statusCode(), navigator.log());
        assertTrue(Integer.parseInt(Apps.said("port", waiting.join().body())) != port);
        assertEquals(
                1,
                navigator
                        .logged("Port taken by another process, trying another", "port=" + port)
                        .size());
    }

    @Test
    void withoutAnyFreePortItIs503AndSaidSo() throws Exception {
        navigator
                .configure("pools:\n  start_port: %d\n  port_count: 2\n".formatted(navigator.firstAppPort)
                        + Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki", "--fail", "'7'")))
                .start();
        occupy(StandardProtocolFamily.INET, "0.0.0.0", navigator.firstAppPort);
        assertEquals(502, navigator.get("/wiki/").statusCode(), "a start that fails");
        occupy(StandardProtocolFamily.INET6, "::", navigator.firstAppPort + 1);

        Connection.Answer answer = Connection.once(navigator.port, "GET", "/shop/", "");

        assertEquals(503, answer.status(), answer.body());
        assertTrue(answer.head().contains("\r\nretry-after: "), answer.head());
        String range = navigator.firstAppPort + "-" + (navigator.firstAppPort + 1);
        assertEquals(
                1, navigator.logged("Process start failed", "name=shop", range).size(), navigator.log());

        leave();
        Await.until(
                "it is served once there is a port",
                () -> navigator.get("/shop/").statusCode() == 200);
    }

    @Test
    void whatAnEarlierRunLeftIsKeptThoughItsLedgerIsGone() throws Exception {
        navigator.configure(Apps.tenants(Apps.tenant("shop"))).start();
        long pid = navigator.pid("shop");
        navigator.kill();
        Files.delete(folder.resolve("navigator.state/ledger"));

        navigator.start();

        assertEquals(pid, navigator.pid("shop"));
        assertEquals(0, navigator.stop());
        assertTrue(ProcessHandle.of(pid).filter(NavigatorProcess::runs).isEmpty());
    }

    @Test
    void whatAnEarlierRunLeftIsEndedWhenItsTracesOnDiskAreGone() throws Exception {
        navigator.configure(Apps.tenants(Apps.tenant("shop"))).start();
        long pid = navigator.pid("shop");
        ProcessHandle old = ProcessHandle.of(pid).orElseThrow();
        navigator.kill();
        Tree.delete(folder.resolve("navigator.state"));
        try {
            navigator.start();

            assertTrue(navigator.pid("shop") != pid);
            Await.until("the old one is gone", () -> !NavigatorProcess.runs(old));
        } finally {
            old.destroyForcibly();
        }
    }
}
