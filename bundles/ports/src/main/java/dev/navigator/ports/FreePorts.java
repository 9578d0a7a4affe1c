package dev.navigator.ports;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The candidates nobody uses, each looked at when a selector asks about it and no earlier: the first is found by looking at
 * one, {@code contains} looks at one, and only who wants all pays for all. What was seen once stays so for this set. Cannot
 * be modified.
 */
@SuppressWarnings("JdkObsolete") // selectors are promised a SortedSet, and no more
final class FreePorts extends AbstractSet<Integer> implements SortedSet<Integer> {

    private static final byte FREE = 1;
    private static final byte USED = 2;

    private final int[] candidates;
    private final byte[] seen;
    private final IntPredicate inUse;
    private final int from;
    private final int to;

    /** @param candidates in ascending order */
    FreePorts(int[] candidates, IntPredicate inUse) {
        this(candidates, new byte[candidates.length], inUse, 0, candidates.length);
    }

    private FreePorts(int[] candidates, byte[] seen, IntPredicate inUse, int from, int to) {
        this.candidates = candidates;
        this.seen = seen;
        this.inUse = inUse;
        this.from = from;
        this.to = to;
    }

    @Override
    public boolean contains(@Nullable Object port) {
        int at = port instanceof Integer number ? Arrays.binarySearch(candidates, from, to, number) : -1;
        return at >= 0 && isFree(at);
    }

    @Override
    public boolean isEmpty() {
        return freeFrom(from) == to;
    }

    @Override
    public int size() {
        int size = 0;
        for (int at = freeFrom(from); at < to; at = freeFrom(at + 1)) {
            size++;
        }
        return size;
    }

    @Override
    public Iterator<Integer> iterator() {
        return new Iterator<>() {
            private int at = freeFrom(from);

            @Override
            public boolean hasNext() {
                return at < to;
            }

            @Override
            public Integer next() {
                int port = portAt(at);
                at = freeFrom(at + 1);
                return port;
            }
        };
    }

    @Override
    public Integer first() {
        return portAt(freeFrom(from));
    }

    @Override
    public Integer last() {
        for (int at = to - 1; at >= from; at--) {
            if (isFree(at)) {
                return candidates[at];
            }
        }
        throw new NoSuchElementException();
    }

    @Override
    public SortedSet<Integer> subSet(Integer first, Integer end) {
        if (first > end) {
            throw new IllegalArgumentException(first + " > " + end);
        }
        int begin = position(first);
        return new FreePorts(candidates, seen, inUse, begin, Math.max(begin, position(end)));
    }

    @Override
    public SortedSet<Integer> headSet(Integer end) {
        return new FreePorts(candidates, seen, inUse, from, position(end));
    }

    @Override
    public SortedSet<Integer> tailSet(Integer first) {
        return new FreePorts(candidates, seen, inUse, position(first), to);
    }

    @Override
    public @Nullable Comparator<? super Integer> comparator() {
        return null;
    }

    private int position(int port) {
        int at = Arrays.binarySearch(candidates, from, to, port);
        return at >= 0 ? at : -at - 1;
    }

    private int portAt(int at) {
        if (at >= to) {
            throw new NoSuchElementException();
        }
        return candidates[at];
    }

    private int freeFrom(int start) {
        int at = start;
        while (at < to && !isFree(at)) {
            at++;
        }
        return at;
    }

    private boolean isFree(int at) {
        if (seen[at] == 0) {
            seen[at] = inUse.test(candidates[at]) ? USED : FREE;
        }
        return seen[at] == FREE;
    }
}
