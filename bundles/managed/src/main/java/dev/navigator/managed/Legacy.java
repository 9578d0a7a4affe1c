package dev.navigator.managed;

import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.managed.Life.Phase;
import dev.navigator.managed.Supervised.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one version of this bundle leaves for the next: maps of values whose types both share. What the next one does not
 * understand it does without, and adopts what it finds running.
 */
record Legacy(long origin, List<Supervised> processes) {

    private static final Logger LOG = LoggerFactory.getLogger(Legacy.class);

    static Object leave(long origin, List<Supervised> order) {
        return Map.of(
                "origin", origin, "processes", order.stream().map(Legacy::pack).toList());
    }

    static Optional<Legacy> take(Object state) {
        try {
            Map<?, ?> map = (Map<?, ?>) state;
            List<Supervised> processes = new ArrayList<>();
            for (Object packed : (List<?>) get(map, "processes", List.class)) {
                processes.add(unpack((Map<?, ?>) packed));
            }
            return Optional.of(new Legacy(get(map, "origin", Long.class), processes));
        } catch (ClassCastException | IllegalArgumentException e) {
            LOG.warn("State of the previous version managed_processes is not understood; adopting what runs", e);
            return Optional.empty();
        }
    }

    private static Map<String, Object> pack(Supervised process) {
        Map<String, Object> packed = new HashMap<>();
        packed.put("settings", process.settings);
        packed.put("position", process.position);
        packed.put("wanted", process.wanted.name());
        packed.put("phase", process.phase.name());
        packed.put("launchedDigest", process.launchedDigest);
        packed.put("launches", process.launches);
        packed.put("failures", process.failures);
        packed.put("startedAt", process.startedAt);
        packed.put("readyAt", process.readyAt);
        packed.put("endedAt", process.endedAt);
        packed.put("wasReady", process.wasReady);
        packed.put("exit", process.exit);
        packed.put("reason", process.reason);
        packed.put("starters", List.copyOf(process.starters));
        packed.put("stoppers", List.copyOf(process.stoppers));
        packed.put("process", Optional.ofNullable(process.process));
        packed.put("former", Optional.ofNullable(process.former));
        packed.put("launch", Optional.ofNullable(process.launch));
        packed.put("overdue", Optional.ofNullable(process.overdue));
        packed.put("due", Optional.ofNullable(process.due));
        return packed;
    }

    @SuppressWarnings("unchecked") // of futures only the reference is passed on
    private static Supervised unpack(Map<?, ?> packed) {
        Supervised process = new Supervised(
                get(packed, "settings", ManagedProcessSettings.class), get(packed, "position", Integer.class));
        process.wanted = Wanted.valueOf(get(packed, "wanted", String.class));
        process.phase = Phase.valueOf(get(packed, "phase", String.class));
        process.launchedDigest = get(packed, "launchedDigest", String.class);
        process.launches = get(packed, "launches", Integer.class);
        process.failures = get(packed, "failures", Integer.class);
        process.startedAt = get(packed, "startedAt", Long.class);
        process.readyAt = get(packed, "readyAt", Long.class);
        process.endedAt = get(packed, "endedAt", Long.class);
        process.wasReady = get(packed, "wasReady", Boolean.class);
        process.exit = get(packed, "exit", ExitStatus.class);
        process.reason = get(packed, "reason", String.class);
        process.starters.addAll((List<CompletableFuture<Void>>) get(packed, "starters", List.class));
        process.stoppers.addAll((List<CompletableFuture<Void>>) get(packed, "stoppers", List.class));
        process.process = maybe(packed, "process", RunningProcess.class).orElse(null);
        process.former = maybe(packed, "former", ProcessIdentity.class).orElse(null);
        process.launch = maybe(packed, "launch", CompletionStage.class).orElse(null);
        process.overdue = maybe(packed, "overdue", String.class).orElse(null);
        process.due = maybe(packed, "due", Long.class).orElse(null);
        return process;
    }

    private static <T> T get(Map<?, ?> map, String key, Class<T> type) {
        Object value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no '" + key + "'");
        }
        return type.cast(value);
    }

    private static <T> Optional<T> maybe(Map<?, ?> map, String key, Class<T> type) {
        Optional<?> value = get(map, key, Optional.class);
        return value.map(type::cast);
    }
}
