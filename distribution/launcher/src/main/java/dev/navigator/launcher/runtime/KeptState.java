package dev.navigator.launcher.runtime;

import dev.navigator.api.runtime.Handover;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What bundles leave for their successors, in memory. */
public final class KeptState implements Handover {

    private final Map<String, Object> kept = new ConcurrentHashMap<>();

    @Override
    public void leave(String key, Object state) {
        kept.put(key, state);
    }

    @Override
    public Optional<Object> take(String key) {
        return Optional.ofNullable(kept.remove(key));
    }
}
