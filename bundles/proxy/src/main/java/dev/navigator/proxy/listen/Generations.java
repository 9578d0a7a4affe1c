package dev.navigator.proxy.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The configurations that come, each overtaking those before, and who waits for the last to be in force. Confined to a mailbox. */
final class Generations {

    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private long newest;
    private long settled;
    private boolean ended;

    /** Another configuration has come. @return its number */
    long next() {
        return ++newest;
    }

    /** Whether nothing is to become of a configuration any more. */
    boolean overtaken(long number) {
        return ended || number != newest;
    }

    /** A configuration is in force, or it is known why it is not yet. */
    void settled(long number) {
        if (number == newest) {
            settled = number;
            tell();
        }
    }

    /** No configuration is put in force any more. @return false when that was so already */
    boolean end() {
        boolean first = !ended;
        ended = true;
        tell();
        return first;
    }

    /** Completes {@code future} once the newest configuration is settled. */
    void await(CompletableFuture<Void> future) {
        waiting.add(future);
        if (ended || settled == newest) {
            tell();
        }
    }

    private void tell() {
        List<CompletableFuture<Void>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> one.complete(null));
    }
}
