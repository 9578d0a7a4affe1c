package dev.navigator.proxy.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuffersTest {

    private final Buffers buffers = new Buffers();

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
