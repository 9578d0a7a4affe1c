package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.Template;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PidFileTest {

    private static final Path FILE = Path.of("/tmp/shop.pid");

    private final World world = World.with(shop -> {
        shop.workingDirectory = Path.of("/");
        shop.environment.put("PIDFILE", Template.literal("tmp/shop.pid"));
        return shop;
    });

    @Test
    void aStaleFileMakesWayBeforeTheStart() {
        world.processes.listenAtOnce(false);
        world.send();

        assertEquals(Set.of(FILE), world.pidFiles.prepared());
        assertTrue(world.pidFiles.files().isEmpty(), "the instance has until it is ready to write its own");
    }

    @Test
    void aReadyInstanceHasOneThatIsGoneWithIt() {
        world.visit("shop");
        assertEquals(Map.of(FILE, world.processes.newest().identity()), world.pidFiles.files());

        world.kill();
        assertTrue(world.pidFiles.files().isEmpty());
    }

    @Test
    void noFolderIsMadeForItInAWorkingFolderThatIsNotThere() {
        World homeless = World.with(shop -> {
            shop.environment.put("PIDFILE", Template.literal("tmp/shop.pid"));
            return shop;
        });

        homeless.send();

        assertEquals(Set.of(), homeless.pidFiles.prepared());
    }
}
