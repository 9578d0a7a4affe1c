package dev.navigator.config.binding;

import dev.navigator.config.schema.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds managed processes that wait for each other. Follows chains of any length without recursion. */
final class Cycles {

    private final Map<String, ProcessBinding> processes;
    private final Map<String, List<Reference>> dependencies = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    Cycles(Map<String, ProcessBinding> processes) {
        this.processes = processes;
        for (Map.Entry<String, ProcessBinding> process : processes.entrySet()) {
            dependencies.put(process.getKey(), process.getValue().dependsOn());
        }
    }

    /** Complains about each circle once, where it closes. */
    void report() {
        for (String start : processes.keySet()) {
            if (!done.contains(start)) {
                follow(start);
            }
        }
    }

    /** Depth first; the chain is the path from {@code start}, the positions say what of each was followed. */
    private void follow(String start) {
        List<String> chain = new ArrayList<>(List.of(start));
        List<Integer> positions = new ArrayList<>(List.of(0));
        Map<String, Integer> depth = new HashMap<>(Map.of(start, 0));
        while (!chain.isEmpty()) {
            int last = chain.size() - 1;
            String name = chain.get(last);
            Reference next = next(name, positions.get(last));
            if (next == null) {
                done.add(name);
                depth.remove(name);
                chain.remove(last);
                positions.remove(last);
                continue;
            }
            positions.set(last, positions.get(last) + 1);
            Integer before = depth.get(next.name());
            if (before != null) {
                complain(next, chain.subList(before, chain.size()));
            } else if (!done.contains(next.name()) && processes.containsKey(next.name())) {
                depth.put(next.name(), chain.size());
                chain.add(next.name());
                positions.add(0);
            }
        }
    }

    private @Nullable Reference next(String name, int position) {
        List<Reference> references = dependencies.getOrDefault(name, List.of());
        return position < references.size() ? references.get(position) : null;
    }

    private static void complain(Reference closing, List<String> circle) {
        List<String> shown = circle.size() > 10 ? circle.subList(0, 10) : circle;
        String names = String.join(" -> ", shown) + (circle.size() > 10 ? " -> ..." : "") + " -> " + closing.name();
        closing.context().error(closing.at(), "circular: " + names + "; remove one of these dependencies");
    }
}
