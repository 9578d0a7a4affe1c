package dev.navigator.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    private static final Set<Integer> USED = Set.of(4000, 4002, 4009);

    private final List<Integer> looked = new ArrayList<>();
    private final FreePorts free = new FreePorts(IntStream.range(4000, 4010).toArray(), this::look);

    @Test
    void holdsExactlyWhatNobodyUses() {
        assertEquals(new TreeSet<>(Set.of(4001, 4003, 4004, 4005, 4006, 4007, 4008)), free);
        assertEquals(7, free.size());
    }

    @Test
    void theFirstIsFoundWithoutLookingFurther() {
        assertEquals(4001, free.first());

        assertEquals(List.of(4000, 4001), looked);
    }

    @Test
    void theLastIsFoundFromTheEnd() {
        assertEquals(4008, free.last());

        assertEquals(List.of(4009, 4008), looked);
    }

    @Test
    void asksAboutOneByLookingAtOne() {
        assertTrue(free.contains(4005));
        assertFalse(free.contains(4002));
        assertFalse(free.contains(5000));

        assertEquals(List.of(4005, 4002), looked);
    }

    @Test
    void looksAtNoneTwice() {
        assertEquals(7, free.size());
        assertEquals(7, new ArrayList<>(free).size());
        assertEquals(4003, free.tailSet(4002).first());

        assertEquals(10, looked.size());
    }

    @Test
    void viewsAgreeWithThoseOfAnOrdinarySet() {
        TreeSet<Integer> ordinary = new TreeSet<>(free);
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int a = 3995 + random.nextInt(20);
            int b = a + random.nextInt(10);

            assertEquals(ordinary.subSet(a, b), free.subSet(a, b));
            assertEquals(ordinary.headSet(b), free.headSet(b));
            assertEquals(ordinary.tailSet(a), free.tailSet(a));
            assertEquals(ordinary.tailSet(a).headSet(b), free.tailSet(a).headSet(b));
        }
    }

    @Test
    void anEmptyOneHasNoEnds() {
        var none = new FreePorts(new int[] {4000, 4002}, this::look);

        assertTrue(none.isEmpty());
        assertThrows(NoSuchElementException.class, none::first);
        assertThrows(NoSuchElementException.class, none::last);
        assertThrows(NoSuchElementException.class, () -> none.iterator().next());
    }

    @Test
    void isInNaturalOrderAndCannotBeModified() {
        assertNull(free.comparator());
        assertEquals(List.copyOf(new TreeSet<>(free)), List.copyOf(free));
        assertThrows(UnsupportedOperationException.class, () -> free.add(4000));
        assertThrows(UnsupportedOperationException.class, () -> free.remove(4001));
        assertThrows(UnsupportedOperationException.class, free::clear);
        assertThrows(IllegalArgumentException.class, () -> free.subSet(4005, 4001));
    }

    private boolean look(int port) {
        looked.add(port);
        return USED.contains(port);
    }
}
