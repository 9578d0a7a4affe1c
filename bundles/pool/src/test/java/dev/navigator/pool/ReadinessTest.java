package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.spi.ReadinessProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ReadinessTest {

    private final World world = new World();
    private final List<Long> probes = new ArrayList<>();

    private void begin(int tenants, ReadinessProbe probe) {
        world.limit(tenants, tenants);
        for (int i = 0; i < tenants; i++) {
            world.tenant("t" + i, tenant -> tenant);
        }
        world.begin();
        world.services.strategies.readiness.withdraw(world.probe);
        world.services.strategies.readiness.offer(probe, Map.of());
        for (int i = 0; i < tenants; i++) {
            world.send("t" + i);
        }
    }

    @Test
    void readinessIsNoticedWithinAFewMilliseconds() {
        begin(1, context -> {
            probes.add(world.clock.nanoTime());
            return false;
        });
        world.pass(5);

        long longest = 0;
        for (int i = 1; i < probes.size(); i++) {
            longest = Math.max(longest, probes.get(i) - probes.get(i - 1));
        }
        assertTrue(longest <= Duration.ofMillis(8).toNanos(), "longest pause " + Duration.ofNanos(longest));
    }

    @Test
    void aLookThatGoesWrongIsNotTheLast() {
        AtomicInteger looks = new AtomicInteger();
        world.tenant("shop", shop -> shop);
        world.begin(new ForwardingProcesses(world.processes) {
            @Override
            public boolean listens(ProcessIdentity process, int port) {
                if (looks.getAndIncrement() == 0) {
                    throw new IllegalStateException("on purpose");
                }
                return super.listens(process, port);
            }
        });

        var lease = world.request("shop");
        world.pass(1);

        assertTrue(lease.isDone() && !lease.isCompletedExceptionally());
    }

    @Test
    void aFastStartIsNoticedAtOnce() {
        begin(1, context -> {
            probes.add(world.clock.nanoTime());
            return false;
        });

        assertTrue(probes.size() >= 10, "within 20 ms there were " + probes.size());
    }

    @Test
    void aHundredStartsTogetherProbeNoMoreThanAThousandTimesASecond() {
        begin(100, context -> {
            probes.add(world.clock.nanoTime());
            return false;
        });
        world.pass(2);
        int before = probes.size();

        world.pass(5);

        assertTrue(probes.size() - before <= 5_100, "in five seconds there were " + (probes.size() - before));
    }

    @Test
    void aProbeThatThrowsIsAskedAgainAndItsReasonShown() {
        begin(1, context -> {
            throw new IOException("GET /up answered 503");
        });
        world.pass(31);

        String error = world.status("t0").lastError().orElseThrow();
        assertTrue(error.contains("GET /up answered 503"), error);
    }

    @Test
    void nobodyProbesAnyMoreOnceItIsReady() {
        begin(1, context -> {
            probes.add(world.clock.nanoTime());
            return true;
        });
        int before = probes.size();

        world.pass(60);

        assertEquals(before, probes.size());
        assertEquals(0, world.services.probing.get());
    }
}
