package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

    private final ManualScheduler clock = new ManualScheduler();
    private final Admission admission = new Admission(clock, new Strategies(Runnable::run));
    private final List<String> granted = new ArrayList<>();
    private final FakeHolder shop = new FakeHolder("shop");
    private final FakeHolder blog = new FakeHolder("blog");

    private Ticket apply(FakeHolder holder, boolean replacement) {
        return admission.apply(holder, replacement, () -> {
            granted.add(holder.id.value());
            holder.needy = false;
        });
    }

    private Ticket apply(FakeHolder holder) {
        return apply(holder, false);
    }

    @Test
    void tenantsAreAdmittedInTurnHoweverManyOneAsksFor() {
        admission.limit(Settings.pools(100, 1));
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tickets.add(apply(shop));
        }
        Ticket other = apply(blog);

        tickets.get(0).settled();
        tickets.get(1).settled();
        other.settled();

        assertEquals(List.of("shop", "shop", "blog", "shop"), granted);
    }

    @Test
    void whoHasNothingGoesFirst() {
        admission.limit(Settings.pools(100, 1));
        Ticket first = apply(shop);
        apply(shop);
        blog.needy = true;
        apply(blog);

        first.settled();

        assertEquals(List.of("shop", "blog"), granted);
    }

    @Test
    void aPlaceIsFreeWhenItsTicketIsClosedAndNotBefore() {
        admission.limit(Settings.pools(1, 5));
        Ticket first = apply(shop);
        apply(blog);
        first.settled();
        first.leaving();
        assertEquals(List.of("shop"), granted);

        first.close();
        first.close();

        assertEquals(List.of("shop", "blog"), granted);
    }

    @Test
    void aReplacementNeedsNoRoomAndIsNotHeldUpByWhatDoes() {
        admission.limit(Settings.pools(1, 5));
        apply(shop).settled();
        apply(shop);

        apply(shop, true);

        assertEquals(List.of("shop", "shop"), granted);
    }

    @Test
    void aTicketThatIsNotWantedAnyMoreHoldsNobodyUp() {
        admission.limit(Settings.pools(100, 1));
        Ticket first = apply(shop);
        Ticket unwanted = apply(blog);
        apply(blog);

        unwanted.close();
        first.settled();

        assertEquals(List.of("shop", "blog"), granted);
    }

    @Test
    void anAdoptedInstanceTakesAPlace() {
        admission.limit(Settings.pools(1, 5));
        admission.adopt(shop);

        apply(blog);

        assertTrue(granted.isEmpty());
    }

    @Test
    void onlyAsManyAreEvictedAsAreNeeded() {
        admission.limit(Settings.pools(3, 5));
        for (int i = 0; i < 3; i++) {
            shop.hold(apply(shop));
        }
        blog.needy = true;

        apply(blog);
        apply(blog);

        assertEquals(1, shop.evicted.size(), "one for the first; the second is not needy once there is one");
    }

    @Test
    void whenTheEvictedOneHasBecomeBusyAnotherLookIsTaken() {
        admission.limit(Settings.pools(1, 5));
        shop.hold(apply(shop));
        shop.refuses = true;
        blog.needy = true;

        apply(blog);
        assertEquals(List.of("shop"), granted);
        shop.refuses = false;
        clock.advance(Duration.ofMillis(100));

        assertEquals(List.of("shop", "blog"), granted);
    }

    @Test
    void whoLeavesNothingIdleIsAskedToSpareOne() {
        admission.limit(Settings.pools(2, 5));
        shop.hold(apply(shop));
        shop.hold(apply(shop));
        shop.allBusy = true;
        blog.needy = true;

        apply(blog);
        assertEquals(1, shop.yielded);
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, shop.yielded, "one is on its way out, which is enough");
    }

    @Test
    void aLargerLimitAdmitsThoseWhoWait() {
        admission.limit(Settings.pools(1, 5));
        apply(shop);
        apply(blog);

        admission.limit(Settings.pools(2, 5));

        assertEquals(List.of("shop", "blog"), granted);
    }

    private static final class FakeHolder implements Admission.Holder {

        private final TenantId id;
        private final List<Ticket> held = new ArrayList<>();
        private final List<InstanceId> evicted = new ArrayList<>();
        private boolean needy;
        private boolean refuses;
        private boolean allBusy;
        private int yielded;

        FakeHolder(String name) {
            id = new TenantId(name);
        }

        void hold(Ticket ticket) {
            ticket.settled();
            held.add(ticket);
        }

        @Override
        public TenantId id() {
            return id;
        }

        @Override
        public boolean needy() {
            return needy;
        }

        @Override
        public StrategyChoice eviction() {
            return StrategyChoice.ANY;
        }

        @Override
        public List<IdleInstance> idle() {
            return allBusy || held.isEmpty()
                    ? List.of()
                    : List.of(new IdleInstance(new InstanceId(id, 1, 1000), Duration.ofSeconds(1), 7));
        }

        @Override
        public int spare() {
            return held.size() - 1;
        }

        @Override
        public void evict(InstanceId instance, Consumer<Boolean> outcome) {
            if (refuses) {
                outcome.accept(false);
                return;
            }
            evicted.add(instance);
            Ticket ticket = held.remove(0);
            ticket.leaving();
            outcome.accept(true);
            ticket.close();
        }

        @Override
        public void yieldOne(Consumer<Boolean> outcome) {
            yielded++;
            held.remove(0).leaving();
            outcome.accept(true);
        }
    }
}
