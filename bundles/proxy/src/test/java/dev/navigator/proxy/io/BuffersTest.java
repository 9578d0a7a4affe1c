package dev.navigator.proxy.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuffersTest {

    private final Buffers buffers = new Buffers(new Budget(64 << 20));

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 4097, 65_536, 1 << 20, (1 << 20) + 1})
    void aBufferHoldsWhatWasAskedForAndIsUsedAgain(int size) {
        ByteBuffer first = buffers.take(size);
        assertTrue(first.capacity() >= size);
        assertEquals(0, first.position());
        first.position(1);

        buffers.give(first);
        ByteBuffer second = buffers.take(Math.min(size, 1 << 20));

        assertSame(first, second);
        assertEquals(0, second.position());
    }

    @Test
    void whatIsTakenInAllIsBounded() {
        List<ByteBuffer> taken = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            assertEquals(i > 32, buffers.scarce());
            taken.add(buffers.take(1 << 20));
        }
        assertThrows(OutOfBuffersException.class, () -> buffers.take(1));
        buffers.give(taken.remove(0));
        taken.add(buffers.take(1 << 20));

        taken.forEach(buffers::give);

        assertFalse(buffers.scarce());
        buffers.take(32 << 20);
        buffers.take(28 << 20);
    }

    @Test
    void theyAreStrainedWhileMuchIsTaken() {
        List<ByteBuffer> taken = new ArrayList<>();
        while (!buffers.strained()) {
            taken.add(buffers.take(1 << 20));
        }
        assertEquals(17, taken.size());

        buffers.give(taken.get(0));

        assertFalse(buffers.strained());
    }
}
