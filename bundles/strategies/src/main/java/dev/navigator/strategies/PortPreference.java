package dev.navigator.strategies;

import java.util.Comparator;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Orders of preference among ports. */
@SuppressWarnings("JdkObsolete") // selectors are promised a SortedSet, and no more
final class PortPreference {

    private PortPreference() {}

    /**
     * The free port of the lowest rank. To find out whether a port is free costs a system call, so the order is made first and
     * then followed only as far as need be.
     */
    static OptionalInt first(SortedSet<Integer> free, IntUnaryOperator rank) {
        return IntStream.rangeClosed(free.first(), free.last())
                .boxed()
                .sorted(Comparator.comparingInt(rank::applyAsInt))
                .mapToInt(Integer::intValue)
                .filter(free::contains)
                .findFirst();
    }

    /** Spreads what is close together; the finaliser of MurmurHash3. */
    static int mix(int value) {
        int mixed = value;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
