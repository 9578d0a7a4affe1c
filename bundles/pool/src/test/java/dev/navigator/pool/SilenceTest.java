package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pool.InstanceLease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Instances that leave requests without an answer. */
final class SilenceTest {

    private final World world = World.with(shop -> {
        shop.minInstances = 2;
        return shop;
    });

    private InstanceLease abandon() {
        InstanceLease lease = world.lease();
        lease.timedOut();
        lease.release();
        world.run();
        return lease;
    }

    /** With a health check that is answered at {@code server}. */
    private static World checkedAt(ServerSocket server) {
        return World.at(server.getLocalPort(), shop -> {
            shop.healthCheck = Optional.of("/up");
            shop.start = Duration.ofMillis(50);
            return shop;
        });
    }

    @Test
    void whileOneDoesNotAnswerOthersAreAsked() {
        InstanceLease silent = abandon();

        for (int i = 0; i < 4; i++) {
            InstanceLease other = world.lease();
            assertNotEquals(silent.instance(), other.instance());
            other.answered();
            other.release();
        }
    }

    @Test
    void itIsAskedWhenAllOthersAreFullAndAgainOnceItHasAnswered() {
        InstanceLease silent = abandon();
        List<InstanceLease> others = List.of(world.lease(), world.lease(), world.lease(), world.lease(), world.lease());

        InstanceLease last = world.lease();
        assertEquals(silent.instance(), last.instance());
        last.answered();
        last.release();
        others.get(0).release();

        assertEquals(silent.instance(), world.lease().instance());
    }

    @Test
    void operatorsSeeIt() {
        InstanceLease silent = abandon();

        assertEquals(
                Optional.of("instance " + silent.instance().number() + " gave no answer to the last request in time"),
                world.status("shop").lastError());
    }

    @Test
    void withoutAHealthCheckItStays() {
        InstanceLease silent = abandon();
        world.pass(60);

        assertTrue(world.processes.pids().contains(silent.instance().pid()));
    }

    @Test
    void oneWhoseHealthCheckIsSilentTooIsReplaced() throws IOException {
        // Nobody takes what comes, and the kernel answers for nobody.
        try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            World checked = checkedAt(hung);
            InstanceLease silent = checked.lease();

            silent.timedOut();
            silent.release();
            checked.pass(9);
            assertTrue(checked.processes.pids().contains(silent.instance().pid()), "after a second look");
            checked.pass(2);

            assertEquals(List.of(), checked.processes.pids());
        }
    }

    @Test
    void oneThatAnswersMeanwhileIsNot() throws IOException {
        try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            World checked = checkedAt(hung);
            InstanceLease silent = checked.lease();
            InstanceLease slow = checked.lease();

            silent.timedOut();
            silent.release();
            checked.pass(6);
            slow.answered();
            checked.pass(60);

            assertEquals(List.of(slow.instance().pid()), checked.processes.pids());
        }
    }
}
