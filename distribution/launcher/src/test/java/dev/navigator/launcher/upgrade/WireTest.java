package dev.navigator.launcher.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.launcher.runtime.SystemScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTest {

    @TempDir
    private Path folder;

    private final BlockingQueue<Wire> visitors = new LinkedBlockingQueue<>();
    private final SystemScheduler scheduler = new SystemScheduler();
    private UpgradeSocket socket;

    @BeforeEach
    void open() {
        socket = new UpgradeSocket(folder, scheduler.blocking(), visitors::add);
        socket.open();
    }

    @AfterEach
    void close() {
        socket.close();
    }

    private Wire visitor() throws InterruptedException {
        return visitors.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void messagesComeAsTheyWereSentInBothDirections() throws Exception {
        try (Wire here = Wire.to(UpgradeSocket.file(folder));
                Wire there = visitor()) {
            here.send("lease", "", "größer\nals eine Zeile");
            here.send("release", "1");
            there.send("leased");

            assertEquals(List.of("lease", "", "größer\nals eine Zeile"), there.receive());
            assertEquals(List.of("release", "1"), there.receive());
            assertEquals(List.of("leased"), here.receive());
        }
    }

    @Test
    void theEndOfTheOtherSideIsTheEndOfTheMessages() throws Exception {
        Wire here = Wire.to(UpgradeSocket.file(folder));
        try (Wire there = visitor()) {
            here.close();

            assertEquals(List.of(), there.receive());
        }
    }

    @Test
    void theSocketIsTheOwnersAloneAndGoneWhenItIsClosed() throws Exception {
        Path file = UpgradeSocket.file(folder);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

        socket.close();

        assertFalse(Files.exists(file));
        assertThrows(IOException.class, () -> Wire.to(file));
    }

    @Test
    void whoIsInStaysWhenTheSocketIsClosedAndItOpensAgain() throws Exception {
        try (Wire here = Wire.to(UpgradeSocket.file(folder));
                Wire there = visitor()) {
            socket.close();
            here.send("still there");
            assertEquals(List.of("still there"), there.receive());
        }

        socket.open();

        try (Wire again = Wire.to(UpgradeSocket.file(folder))) {
            again.send("hello");
            assertTrue(visitor().receive().contains("hello"));
        }
    }
}
