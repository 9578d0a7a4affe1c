package dev.navigator.config;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ConfigurationLoader;
import dev.navigator.config.binding.ConfigurationBinding;
import dev.navigator.config.read.OptionRules;
import dev.navigator.config.read.Problems;
import dev.navigator.config.yaml.Node;
import dev.navigator.config.yaml.SourceText;
import dev.navigator.config.yaml.YamlTree;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads YAML files. Stateless and thread-safe. */
public final class YamlConfigurationLoader implements ConfigurationLoader {

    private final OptionRules optionRules;

    /** Found by the service loader, before there is a framework. */
    public YamlConfigurationLoader() {
        this(OptionRules.NONE);
    }

    YamlConfigurationLoader(OptionRules optionRules) {
        this.optionRules = optionRules;
    }

    @Override
    public Result load(Path file, Path workingDirectory, Map<String, String> environment) {
        Path folder = workingDirectory.toAbsolutePath().normalize();
        Problems problems = new Problems(file);
        Node document = document(folder.resolve(file), problems);
        if (document == null) {
            return new Result(Optional.empty(), Optional.empty(), problems.list());
        }
        Configuration configuration = new ConfigurationBinding(problems, folder, environment, optionRules)
                .read(folder.resolve(file).normalize(), document);
        return new Result(
                problems.hasErrors() ? Optional.empty() : Optional.of(configuration),
                Optional.of(configuration.server()),
                problems.list());
    }

    private static @Nullable Node document(Path file, Problems problems) {
        int[] text = SourceText.read(file, problems);
        return text == null ? null : YamlTree.of(text, problems);
    }
}
