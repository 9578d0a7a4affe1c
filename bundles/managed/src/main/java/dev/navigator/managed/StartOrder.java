package dev.navigator.managed;

import dev.navigator.api.config.ManagedProcessSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The order in which managed processes start; they stop in the reverse one. */
final class StartOrder {

    private StartOrder() {}

    /**
     * The order of the file, except that a process comes after all those it depends on. Names nobody has are no obstacle;
     * neither are cycles, which the loader refuses: their members come last.
     */
    static List<ManagedProcessSettings> of(List<ManagedProcessSettings> file) {
        Map<String, ManagedProcessSettings> left = new LinkedHashMap<>();
        file.forEach(settings -> left.put(settings.name(), settings));
        List<ManagedProcessSettings> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            ManagedProcessSettings next = left.values().stream()
                    .filter(settings -> settings.dependsOn().stream().noneMatch(left::containsKey))
                    .findFirst()
                    .orElseGet(() -> left.values().iterator().next());
            left.remove(next.name());
            ordered.add(next);
        }
        return ordered;
    }
}
