package dev.navigator.config.binding;

import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.LaunchKeys;
import dev.navigator.config.schema.ProcessKeys;
import dev.navigator.config.yaml.Node;
import dev.navigator.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code managed_processes}. */
final class ProcessesBinding {

    private final List<ProcessBinding> all = new ArrayList<>();
    private final ProcessNames names;

    ProcessesBinding(List<Fields> entries) {
        for (Fields entry : entries) {
            all.add(ProcessBinding.of(entry));
        }
        names = names();
    }

    private ProcessNames names() {
        Map<String, Node> seen = new HashMap<>();
        Set<String> started = new HashSet<>();
        Set<String> leftOut = new HashSet<>();
        for (ProcessBinding process : all) {
            Optional<String> name = process.name();
            if (name.isPresent()) {
                checkUnique(process, name.get(), seen);
                (process.hasCommand() ? started : leftOut).add(name.get());
            }
        }
        return new ProcessNames(started, leftOut);
    }

    private static void checkUnique(ProcessBinding process, String name, Map<String, Node> seen) {
        Node at = process.fields().at(ProcessKeys.NAME);
        Node first = seen.putIfAbsent(name, at);
        if (first != null) {
            process.fields()
                    .error(
                            ProcessKeys.NAME,
                            "a managed process called " + Quoted.text(name) + " is already in line " + first.line()
                                    + "; give this one another 'name'");
        }
    }

    /** Those that others may depend on. */
    ProcessNames processNames() {
        return names;
    }

    List<ManagedProcessSettings> settings() {
        List<ManagedProcessSettings> settings = new ArrayList<>();
        Map<String, ProcessBinding> byName = new LinkedHashMap<>();
        for (ProcessBinding process : all) {
            Optional<ManagedProcessSettings> complete = process.settings(names);
            if (complete.isPresent()) {
                settings.add(complete.get());
            }
            if (process.name().isPresent()) {
                byName.putIfAbsent(process.name().get(), process);
            }
            if (!process.hasCommand()) {
                process.fields()
                        .context()
                        .warning(
                                process.fields().node(),
                                "without '" + LaunchKeys.PROCESS_COMMAND.name()
                                        + "' there is nothing to start, and this process is left out; write its command");
            }
        }
        new Cycles(byName).report();
        return settings;
    }
}
