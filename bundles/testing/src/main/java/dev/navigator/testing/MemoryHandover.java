package dev.navigator.testing;

import dev.navigator.api.runtime.Handover;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A handover for tests: what is left can be looked at and taken. */
public final class MemoryHandover implements Handover {

    private final Map<String, Object> left = new ConcurrentHashMap<>();

    @Override
    public void leave(String key, Object state) {
        left.put(key, state);
    }

    @Override
    public Optional<Object> take(String key) {
        return Optional.ofNullable(left.remove(key));
    }
}
