package dev.navigator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.Eventually;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {

    @TempDir
    Path folder;

    private final RealScheduler scheduler = new RealScheduler();
    private final Bench bench = Bench.complete();
    private Path path;
    private ServerSocketChannel channel;
    private ControlServer server;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("control.sock");
        channel = new SocketFile(path).bind();
        server = serve();
    }

    @AfterEach
    void close() throws IOException {
        server.stop();
        channel.close();
        scheduler.close();
    }

    private ControlServer serve() throws IOException {
        ControlServer started = new ControlServer(channel, scheduler, new CommandRunner(bench.processor, false));
        started.start();
        return started;
    }

    @Test
    void aCommandIsAnsweredWithItsOutputAndExitStatus() throws IOException {
        assertEquals("tenant 'shop' stopped\n\0" + "0\n", Client.ask(path, "stop\0shop"));
        assertTrue(Client.ask(path, "stop\0nobody").endsWith("\n\0" + "1\n"));
        assertTrue(Client.ask(path, "frob").endsWith("\n\0" + "2\n"));
        assertEquals(List.of("stop shop"), bench.pool.asked);
    }

    @Test
    void whoCannotBeLetInAtOnceIsServedLater() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        server.stop();
        server = new ControlServer(
                channel,
                () -> {
                    if (attempts.getAndIncrement() == 0) {
                        throw new IOException("Too many open files");
                    }
                    return channel.accept();
                },
                scheduler,
                new CommandRunner(bench.processor, false));
        server.start();

        assertEquals("tenant 'shop' stopped\n\0" + "0\n", Client.ask(path, "stop\0shop"));
    }

    @Test
    void textOfAnyLanguageComesAndGoes() throws IOException {
        Function echo = (session, arguments) -> {
            session.getConsole().print(arguments);
            return null;
        };
        bench.gogo.with(echo, "echo");

        assertEquals(
                "[d\u00e9j\u00e0, \u65e5\u672c, , a b]\0" + "0\n",
                Client.ask(path, "echo\0d\u00e9j\u00e0\0\u65e5\u672c\0\0a b"));
    }

    @Test
    void whatIsPrintedCannotForgeTheEnd() throws IOException {
        Function forger = (session, arguments) -> {
            session.getConsole().print("\0" + "0\n");
            throw new CommandFailure("failed");
        };
        bench.gogo.with(forger, "forger");

        assertEquals("?0\nnavigator: failed\n\0" + "1\n", Client.ask(path, "forger"));
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws IOException {
        assertEquals(
                "navigator: the command is longer than 65536 bytes\n\0" + "2\n",
                Client.ask(path, "x".repeat(Request.LONGEST + 1)));
    }

    @Test
    void outputWithoutEndIsCut() throws IOException {
        Function endless = (session, arguments) -> {
            for (int i = 0; i < 10_000; i++) {
                session.getConsole().print("y".repeat(1024));
            }
            return null;
        };
        bench.gogo.with(endless, "endless");

        String answer = Client.ask(path, "endless");

        assertEquals("\n(output cut)\n\0" + "0\n", answer.substring(Response.LONGEST));
    }

    @Test
    void stuckClientsAreCutOffAndOthersServed() throws IOException {
        List<Client> stuck = new ArrayList<>();
        for (int i = 0; i < ControlServer.CLIENTS; i++) {
            Client client = Client.connect(path);
            client.send("ps");
            stuck.add(client);
        }

        String answer = Client.ask(path, "stop\0shop"); // waits for a place, not for ever

        assertEquals("tenant 'shop' stopped\n\0" + "0\n", answer);
        for (Client client : stuck) {
            assertEquals("", client.answer());
            client.close();
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() throws Exception {
        Function much = (session, arguments) -> {
            session.getConsole().print("z".repeat(4_000_000));
            return null;
        };
        bench.gogo.with(much, "much");
        try (Client deaf = Client.connect(path)) {
            deaf.send("much");
            deaf.end();

            assertEquals("tenant 'shop' stopped\n\0" + "0\n", Client.ask(path, "stop\0shop"));
        }
    }

    @Test
    void aSlowCommandTakesItsTimeAndHoldsUpNobody() throws Exception {
        CompletableFuture<Void> stopping = new CompletableFuture<>();
        bench.managed.answer = stopping;
        try (Client slow = Client.connect(path)) {
            slow.send("stop\0redis");
            slow.end();
            Eventually.holds(() -> bench.managed.asked.size() == 1);

            assertTrue(Client.ask(path, "ps").contains("shop.1"));
            stopping.complete(null);

            assertEquals("managed process 'redis' stopped\n\0" + "0\n", slow.answer());
        }
    }

    @Test
    void clientsThatComeDuringAnUpdateWaitForTheSuccessor() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Function slow = (session, arguments) -> {
            release.await();
            return "done";
        };
        bench.gogo.with(slow, "slow");
        try (Client before = Client.connect(path);
                Client between = open(before)) {
            server = serve();
            release.countDown();

            assertEquals("tenant 'shop' stopped\n\0" + "0\n", between.answer());
            assertEquals("done\n\0" + "0\n", before.answer());
        }
    }

    /** A command under way, then the old server's end, then a client that nobody serves yet. */
    private Client open(Client before) throws IOException {
        before.send("slow");
        before.end();
        Client.ask(path, "ps");
        server.stop();
        Client between = Client.connect(path);
        between.send("stop\0shop");
        between.end();
        return between;
    }
}
