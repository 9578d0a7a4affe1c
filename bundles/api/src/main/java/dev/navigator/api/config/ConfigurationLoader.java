package dev.navigator.api.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads configuration files. Found through {@link java.util.ServiceLoader} before there is a framework, so that a wrong file
 * is refused before anything is started.
 */
@ProviderType
public interface ConfigurationLoader {

    /**
     * Reads and validates {@code file}. Blocks for file I/O; changes nothing; throws nothing for any content of the file.
     *
     * @param workingDirectory relative paths of the file are resolved against it
     * @param environment where {@code ${VAR}} is looked up
     */
    Result load(Path file, Path workingDirectory, Map<String, String> environment);

    /**
     * What came of it.
     *
     * @param configuration present exactly when no problem is an error
     * @param server the section {@code server} as far as it is right, so that a running Navigator is found whose file has become
     *     wrong; empty when the file is no YAML
     * @param problems all of them, in the order of the file
     */
    record Result(Optional<Configuration> configuration, Optional<ServerSettings> server, List<Problem> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }
}
