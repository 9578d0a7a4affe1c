package dev.navigator.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.Candidates;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.StickySelector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every instance selector has to do; to be extended by the test of one. */
public abstract class InstanceSelectorContract {

    private static final int MOST = 7;

    /** The selector under test. */
    protected abstract InstanceSelector selector();

    /** Options it is to be asked with; none unless overridden. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Asks among instances that have so many exchanges in flight. */
    protected int select(int... inFlight) {
        return selector()
                .select(new Instances(Arrays.stream(inFlight).boxed().toList()), FakeRequest.to("/shop/"), options());
    }

    @Test
    void itSelectsACandidateOrLeavesTheChoice() {
        for (int size = 1; size <= MOST; size++) {
            for (int i = 0; i < 20; i++) {
                int index = select(new int[size]);

                assertTrue(index >= -1 && index < size, "of " + size + " instances number " + index);
            }
        }
    }

    @Test
    void itCopesWithInstancesThatAreAllFull() {
        int index = select(5, 5, 5);

        assertTrue(index >= -1 && index < 3, "of 3 instances number " + index);
    }

    @Test
    void itMayBeAskedByManyThreadsAtOnce() {
        long wrong = IntStream.range(0, 10_000)
                .parallel()
                .map(i -> select(0, 1, 2))
                .filter(index -> index < -1 || index > 2)
                .count();

        assertEquals(0, wrong);
    }

    @Test
    void aCookieItTellsIsOneFieldAndLeadsBackToTheInstance() {
        if (!(selector() instanceof StickySelector sticky)) {
            return;
        }
        Instances instances = new Instances(List.of(0, 0, 0));
        for (int chosen = 0; chosen < instances.size(); chosen++) {
            String cookie = sticky.cookie(instances, chosen, FakeRequest.to("/shop/"), options());
            if (cookie != null) {
                assertTrue(cookie.matches("[!-:<-~]+=[!-:<-~]*(; [ -~]+)?"), cookie);
                String told = cookie.contains(";") ? cookie.substring(0, cookie.indexOf(';')) : cookie;
                assertEquals(chosen, sticky.select(instances, new FakeRequest("/shop/", told), options()));
            }
        }
    }

    private record Instances(List<Integer> busy) implements Candidates {
        @Override
        public int size() {
            return busy.size();
        }

        @Override
        public InstanceId id(int index) {
            return new InstanceId(new TenantId("shop"), index + 1, 1000L + index);
        }

        @Override
        public int inFlight(int index) {
            return busy.get(index);
        }

        @Override
        public int concurrency() {
            return 5;
        }
    }
}
