package dev.navigator.ports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.PortLease;
import dev.navigator.testing.ManualScheduler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseBookTest {

    private static final TenantId SHOP = new TenantId("shop");
    private static final TenantId BLOG = new TenantId("blog");
    private static final PortRange THREE = new PortRange(4000, 4002);

    private final ManualScheduler time = new ManualScheduler();
    private final LeaseBook book = new LeaseBook(time::nanoTime);

    @Test
    void aPortIsLeasedOnce() {
        PortLease lease = book.take(SHOP, 4000).orElseThrow();

        assertEquals(Optional.empty(), book.take(BLOG, 4000));
        assertEquals(Optional.empty(), book.take(SHOP, 4000));
        assertEquals(List.of(lease), book.leases());
        assertArrayEquals(new int[] {4001, 4002}, book.rested(THREE));
    }

    @Test
    void aReleasedPortRestsForAWhile() {
        book.release(book.take(SHOP, 4000).orElseThrow());

        assertArrayEquals(new int[] {4001, 4002}, book.rested(THREE));
        assertArrayEquals(new int[] {4000}, book.resting(THREE));

        time.advance(LeaseBook.QUARANTINE);

        assertArrayEquals(new int[] {4000, 4001, 4002}, book.rested(THREE));
        assertArrayEquals(new int[] {}, book.resting(THREE));
    }

    @Test
    void aLeaseIsReleasedOnceAndNeverInPlaceOfALaterOne() {
        PortLease first = book.take(SHOP, 4000).orElseThrow();
        book.release(first);
        PortLease second = book.take(SHOP, 4000).orElseThrow();

        book.release(first);

        assertNotEquals(first, second);
        assertEquals(List.of(second), book.leases());
    }

    @Test
    void leasesAreCountedWithinTheRange() {
        assertTrue(book.take(SHOP, 4001).isPresent());
        assertTrue(book.take(SHOP, 9999).isPresent());

        assertEquals(1, book.leased(THREE));
    }

    @Test
    void anotherBookGoesOnWhereThisOneStopped() {
        PortLease kept = book.take(SHOP, 4000).orElseThrow();
        book.release(book.take(BLOG, 4001).orElseThrow());

        LeaseBook next = new LeaseBook(time::nanoTime, book.close());

        assertEquals(List.of(kept), next.leases());
        assertArrayEquals(new int[] {4002}, next.rested(THREE));
        assertEquals(kept.serial() + 2, next.take(SHOP, 4002).orElseThrow().serial());
    }

    @Test
    void whatIsLeftNeedsNoneOfOurClasses() {
        assertTrue(book.take(SHOP, 4000).isPresent());

        for (Object state : book.close().values()) {
            assertNull(state.getClass().getClassLoader());
        }
    }

    @Test
    void aClosedBookRefusesChangesRatherThanLosingThem() {
        PortLease lease = book.take(SHOP, 4000).orElseThrow();
        book.close();

        assertThrows(IllegalStateException.class, () -> book.take(SHOP, 4001));
        assertThrows(IllegalStateException.class, () -> book.release(lease));
        assertThrows(IllegalStateException.class, () -> book.takeOrFind(SHOP, 4000));
    }

    @Test
    void stateOfAnUnknownShapeIsAnEmptyBook() {
        assertEquals(List.of(), new LeaseBook(time::nanoTime, Map.of("other", 1)).leases());
    }
}
