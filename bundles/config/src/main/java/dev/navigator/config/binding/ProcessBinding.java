package dev.navigator.config.binding;

import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.config.ServerSettings.Listen;
import dev.navigator.api.config.Template;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.Key;
import dev.navigator.config.schema.LaunchKeys;
import dev.navigator.config.schema.ProcessKeys;
import dev.navigator.config.schema.Reference;
import dev.navigator.config.schema.StrategyKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code managed_processes}.
 *
 * @param name empty where there is none, which was noted
 */
record ProcessBinding(Optional<String> name, Fields fields) {

    private static final String LOCALHOST = "127.0.0.1";

    static ProcessBinding of(Fields fields) {
        Optional<String> name = fields.require(ProcessKeys.NAME);
        return new ProcessBinding(
                name,
                fields.in(new ProcessScope(name.orElse(""), fields.context().scope())));
    }

    /** Whether it can be started; without a command the documents' own example would not load. */
    boolean hasCommand() {
        return fields.has(LaunchKeys.PROCESS_COMMAND);
    }

    List<Reference> dependsOn() {
        return fields.get(ProcessKeys.DEPENDS_ON);
    }

    /** Empty where it lacks a name or a command. */
    Optional<ManagedProcessSettings> settings(ProcessNames names) {
        Optional<Template> command = fields.find(LaunchKeys.PROCESS_COMMAND);
        LaunchSettings launch = new LaunchSettings(
                fields.find(LaunchKeys.PROCESS_WORKING_DIR)
                        .orElse(fields.context().resolve(Path.of(""))),
                command,
                fields.get(LaunchKeys.PROCESS_ARGS),
                fields.get(LaunchKeys.PROCESS_ENV));
        List<String> dependsOn = new ArrayList<>();
        for (Reference reference : dependsOn()) {
            if (names.check(reference)) {
                dependsOn.add(reference.name());
            }
        }
        ManagedProcessSettings settings = new ManagedProcessSettings(
                name.orElse(""),
                launch,
                fields.get(ProcessKeys.AUTO_RESTART),
                fields.get(ProcessKeys.START_DELAY),
                fields.get(ProcessKeys.STOP_TIMEOUT),
                dependsOn,
                fields.has(ProcessKeys.READY) ? ready(fields.section(ProcessKeys.READY)) : Optional.empty(),
                fields.get(StrategyKeys.PROCESS_RESTART));
        return name.isPresent() && command.isPresent() ? Optional.of(settings) : Optional.empty();
    }

    private static Optional<ReadyCheck> ready(Fields ready) {
        List<Key<?>> written = new ArrayList<>();
        for (Key<?> probe : List.of(ProcessKeys.TCP, ProcessKeys.HTTP, ProcessKeys.PROBE, ProcessKeys.LOG)) {
            if (ready.has(probe)) {
                written.add(probe);
            }
        }
        if (written.size() != 1) {
            ready.context()
                    .error(
                            ready.node(),
                            written.size()
                                    + " of 'tcp', 'http', 'command' and 'log' are given; write exactly one of them");
        }
        return Optional.ofNullable(check(ready));
    }

    private static @Nullable ReadyCheck check(Fields ready) {
        Duration timeout = ready.get(ProcessKeys.READY_TIMEOUT);
        Optional<Listen> tcp = ready.find(ProcessKeys.TCP);
        Optional<URI> http = ready.find(ProcessKeys.HTTP);
        Optional<List<String>> command = ready.find(ProcessKeys.PROBE);
        Optional<Pattern> log = ready.find(ProcessKeys.LOG);
        if (tcp.isPresent()) {
            return new ReadyCheck.Tcp(
                    tcp.get().host().orElse(LOCALHOST), tcp.get().port(), timeout);
        }
        if (http.isPresent()) {
            return new ReadyCheck.Http(http.get(), timeout);
        }
        if (command.isPresent()) {
            return new ReadyCheck.Command(command.get(), timeout);
        }
        return log.isPresent() ? new ReadyCheck.Log(log.get(), timeout) : null;
    }
}
