package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ConfigurationLoader.Result;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.TenantSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads texts as files of a folder, as seen from that folder. */
public final class Loading {

    private final Path folder;
    private final Map<String, String> environment;

    public Loading(Path folder) {
        this(folder, Map.of());
    }

    public Loading(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    public Loading with(Map<String, String> variables) {
        return new Loading(folder, variables);
    }

    public Result load(String text) {
        try {
            return load(Files.writeString(folder.resolve("navigator.yml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Result load(Path file) {
        return new YamlConfigurationLoader().load(folder.relativize(file), folder, environment);
    }

    /** The configuration of a text without any problem. */
    public Configuration valid(String text) {
        Result result = load(text);
        assertEquals(List.of(), result.problems());
        return result.configuration().orElseThrow();
    }

    /** The only tenant of a text that holds nothing else, below {@code tenants:}. */
    public TenantSettings tenant(String text) {
        List<TenantSettings> tenants =
                valid("applications:\n  tenants:\n" + text.indent(4)).tenants();
        assertEquals(1, tenants.size());
        return tenants.get(0);
    }

    /** The only managed process of a text that holds nothing else. */
    public ManagedProcessSettings process(String text) {
        List<ManagedProcessSettings> processes =
                valid("managed_processes:\n" + text.indent(2)).managedProcesses();
        assertEquals(1, processes.size());
        return processes.get(0);
    }

    /** What is wrong with a text, each as {@code line:column severity key: message}. */
    public List<String> problems(String text) {
        return load(text).problems().stream().map(Loading::describe).toList();
    }

    public static String describe(Problem problem) {
        return problem.toString().substring(problem.file().toString().length() + 1);
    }
}
