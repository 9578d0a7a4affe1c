package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.PoolException.Reason;
import dev.navigator.api.processes.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentTest {

    private static final TenantId SHOP = new TenantId("shop");

    private final World world = World.with(shop -> {
        shop.maxProcesses = 1;
        return shop;
    });

    @Test
    void afterAReloadNothingHappensUntilTheNextRequest() {
        world.visit("shop");

        world.reload();
        world.pass(10);

        assertEquals(1, world.processes.launched().size());
    }

    @Test
    void theNextRequestIsServedByTheOldInstanceWhileTheNewOneStarts() {
        world.visit("shop");
        long old = world.processes.newest().pid();
        world.processes.listenAtOnce(false);

        world.reload();
        InstanceLease during = world.lease();
        assertEquals(old, during.instance().pid());
        assertEquals(2, world.processes.pids().size());

        world.processes.listen(world.processes.newest().pid());
        world.run();
        InstanceLease after = world.lease();
        assertNotEquals(old, after.instance().pid());
        assertTrue(world.processes.pids().contains(old), "it still serves what it had");

        during.release();
        world.run();
        assertFalse(world.processes.pids().contains(old));
    }

    @Test
    void theOldInstanceIsEndedWhenDrainingTakesTooLong() {
        world.send();
        long old = world.processes.newest().pid();
        world.reload();
        world.send();
        world.run();

        world.pass(29);
        assertTrue(world.processes.pids().contains(old));
        world.pass(2);

        assertFalse(world.processes.pids().contains(old));
    }

    @Test
    void aNewInstanceMayExceedTheLimitsByOne() {
        World full = new World();
        full.limit(1, 1);
        full.tenant("shop", shop -> shop);
        full.begin();
        full.visit("shop");
        long old = full.processes.newest().pid();

        full.reload();
        full.visit("shop");

        assertNotEquals(old, full.processes.newest().pid());
        assertEquals(1, full.processes.pids().size());
    }

    @Test
    void aNewInstanceThatCannotStartLeavesTheOldOneServing() {
        world.visit("shop");
        long old = world.processes.newest().pid();
        world.processes.refuse("syntax error");

        world.reload();
        for (int i = 0; i < 10; i++) {
            InstanceLease lease = world.lease();
            assertEquals(old, lease.instance().pid());
            lease.release();
        }
        assertTrue(world.status("shop").lastError().orElseThrow().contains("syntax error"));
    }

    @Test
    void aFailedDeploymentIsNotTriedAgainOnEveryRequestButOnTheNextDeployment() {
        world.visit("shop");
        world.processes.listenAtOnce(false);
        world.reload();
        world.visit("shop");
        world.processes.exit(world.processes.newest().pid(), ExitStatus.ofJava(1));
        world.run();
        for (int i = 0; i < 10; i++) {
            world.visit("shop");
        }
        assertEquals(2, world.processes.launched().size());

        world.processes.listenAtOnce(true);
        world.reload();
        world.visit("shop");

        assertEquals(3, world.processes.launched().size());
        assertEquals(Optional.empty(), world.status("shop").lastError());
    }

    @Test
    void changedSettingsAreADeploymentAndOtherTenantsAreLeftAlone() {
        world.tenant("blog", blog -> blog);
        world.reconfigure();
        world.visit("shop");
        world.visit("blog");

        world.tenant("shop", shop -> {
            shop.environment.put("COLOUR", Template.literal("blue"));
            return shop;
        });
        world.reconfigure();
        world.visit("shop");
        world.visit("blog");

        assertEquals(3, world.processes.launched().size());
        assertEquals("blue", world.processes.launched().get(2).environment().get("COLOUR"));
    }

    @Test
    void changedLimitsReplaceNothing() {
        world.visit("shop");

        world.tenant("shop", shop -> {
            shop.maxProcesses = 3;
            shop.concurrency = 1;
            return shop;
        });
        world.reconfigure();
        world.visit("shop");

        assertEquals(1, world.processes.launched().size());
    }

    @Test
    void aReloadDuringAStartLosesNothingAndTheLastOneWins() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> cold = world.request();
        for (int i = 0; i < 20; i++) {
            world.reload();
            world.send();
        }
        assertEquals(1, world.processes.launched().size(), "nothing serves yet: the start under way goes on");

        world.processes.listenAtOnce(true);
        world.processes.listen(world.processes.newest().pid());
        world.pass(1);

        assertTrue(cold.isDone() && !cold.isCompletedExceptionally());
        assertEquals(2, world.processes.launched().size(), "and then the newest replaces it");
    }

    @Test
    void aReplacementThatIsOutdatedBeforeItIsReadyMakesWayForTheNewest() {
        world.visit("shop");
        long old = world.processes.newest().pid();
        world.processes.listenAtOnce(false);
        world.reload();
        world.visit("shop");
        long outdated = world.processes.newest().pid();

        world.reload();
        world.visit("shop");

        assertFalse(world.processes.pids().contains(outdated));
        assertTrue(world.processes.pids().contains(old));
        world.processes.listen(world.processes.newest().pid());
        world.run();
        assertEquals(1, world.processes.pids().size());
        assertNotEquals(old, world.lease().instance().pid());
    }

    @Test
    void aFailureOfAnOutdatedStartSendsNobodyAway() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> cold = world.request();
        world.reload();
        world.processes.listenAtOnce(true);

        world.processes.exit(world.processes.newest().pid(), ExitStatus.ofJava(1));
        world.run();

        assertTrue(cold.isDone() && !cold.isCompletedExceptionally());
    }

    @Test
    void instancesThatAreKeptAreReplacedWithoutEverBeingFewerThanOne() {
        World kept = World.with(shop -> {
            shop.minInstances = 2;
            return shop;
        });
        List<Long> before = kept.processes.pids();

        kept.reload();
        kept.visit("shop");
        kept.pass(1);

        assertEquals(2, kept.states().size());
        assertTrue(kept.processes.pids().stream().noneMatch(before::contains));
    }

    @Test
    void touchingTheRestartFileDeploysThatTenantAlone(@TempDir Path folder) throws Exception {
        Path file =
                Files.createFile(Files.createDirectories(folder.resolve("tmp")).resolve("restart.txt"));
        World two = World.with(shop -> {
            shop.workingDirectory = folder;
            return shop;
        });
        two.tenant("blog", blog -> blog);
        two.reconfigure();
        two.visit("shop");
        two.visit("blog");
        two.pass(2);

        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5000));
        two.pass(5);
        assertEquals(2, two.processes.launched().size(), "nobody asked yet");
        two.visit("shop");
        two.visit("blog");

        assertEquals(3, two.processes.launched().size());
        assertEquals("shop", two.processes.newest().owner().name());
    }

    @Test
    void aRestartFileThatAnInstanceMadeWhenItBootedDeploysNothing(@TempDir Path folder) throws Exception {
        Path tmp = Files.createDirectories(folder.resolve("tmp"));
        world.tenant("shop", shop -> {
            shop.workingDirectory = folder;
            return shop;
        });
        world.reconfigure();
        world.processes.listenAtOnce(false);
        world.send(); // finds no file
        Path file = Files.createFile(tmp.resolve("restart.txt"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 1000));
        world.processes.listen(world.processes.newest().pid());
        world.pass(2);
        world.visit("shop");
        world.pass(2);

        assertEquals(1, world.processes.launched().size());
    }

    @Test
    void aRestartFileThatAppearsOnceAnInstanceServesDeploys(@TempDir Path folder) throws Exception {
        world.tenant("shop", shop -> {
            shop.workingDirectory = folder;
            return shop;
        });
        world.reconfigure();
        world.visit("shop");
        world.pass(2);

        Path file =
                Files.createFile(Files.createDirectories(folder.resolve("tmp")).resolve("restart.txt"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 1));
        world.visit("shop");
        world.pass(2);
        world.visit("shop");

        assertEquals(2, world.processes.launched().size());
    }

    @Test
    void anOperatorsRestartReplacesAtOnceAndTellsWhenItIsDone() {
        world.visit("shop");
        long old = world.processes.newest().pid();
        world.processes.listenAtOnce(false);

        CompletableFuture<Void> restarted = world.pool.restart(SHOP).toCompletableFuture();
        world.run();
        assertFalse(restarted.isDone());
        world.processes.listen(world.processes.newest().pid());
        world.run();

        assertTrue(restarted.isDone());
        assertFalse(world.processes.pids().contains(old));
    }

    @Test
    void anOperatorIsToldWhyARestartFailed() {
        world.visit("shop");
        world.processes.refuse("syntax error");

        CompletableFuture<Void> restarted = world.pool.restart(SHOP).toCompletableFuture();
        world.run();

        assertEquals(Reason.START_FAILED, World.failure(restarted).reason());
        assertEquals(List.of(InstanceState.IDLE), world.states());
        world.pass(Duration.ofMinutes(1));
        assertEquals(List.of(InstanceState.IDLE), world.states());
    }
}
