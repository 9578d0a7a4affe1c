package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import java.security.SecureRandom;

/** Makes ids of 32 hexadecimal digits that nobody else makes: 128 bits from a random start. Confined to one thread. */
final class RequestIds {

    static final int LENGTH = 32;

    private static final byte[] HEX = Ascii.bytes("0123456789abcdef");
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;
    private long count;

    RequestIds() {
        SecureRandom random = new SecureRandom();
        key = random.nextLong();
        count = random.nextLong();
    }

    /** Writes the next id into {@code out}. */
    void next(byte[] out) {
        count += GAMMA;
        digits(mix(count), out, 0);
        digits(mix(count ^ key), out, LENGTH / 2);
    }

    private static void digits(long bits, byte[] out, int from) {
        for (int i = 0; i < LENGTH / 2; i++) {
            out[from + i] = HEX[(int) (bits >>> (i * 4)) & 15];
        }
    }

    /** SplitMix64. */
    private static long mix(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
