package dev.navigator.launcher.deploy;

import dev.navigator.api.runtime.spi.ProblemSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files {@code PID.cfg.json} of the drop folder into Configuration Admin: one JSON object of settings each, the names
 * of which may say a type, as in {@code "port:Integer": 8} (OSGi Compendium, chapter 150). {@code factory~name.cfg.json} is one
 * of several configurations of a factory. A file that is wrong changes nothing.
 */
final class DropFolderSettings implements DropFolderWatch.Taker, ProblemSource {

    private static final Logger LOG = LoggerFactory.getLogger(DropFolderSettings.class);
    private static final String SUFFIX = ".cfg.json";
    private static final String CONFIGURATOR = ":configurator:";
    private static final String ANY_LOCATION = "?";

    private final Supplier<Optional<ConfigurationAdmin>> admins;
    private final Map<Path, String> problems = new ConcurrentSkipListMap<>();

    DropFolderSettings(Supplier<Optional<ConfigurationAdmin>> admins) {
        this.admins = admins;
    }

    @Override
    public List<String> problems() {
        return problems.entrySet().stream()
                .map(problem -> "settings '" + problem.getKey().getFileName() + "': " + problem.getValue())
                .toList();
    }

    @Override
    public boolean takes(String name) {
        return name.endsWith(SUFFIX) && name.length() > SUFFIX.length();
    }

    @Override
    public void changed(Path file) {
        try {
            Map<String, Object> settings = read(Files.readString(file));
            configuration(file).update(FrameworkUtil.asDictionary(settings));
            problems.remove(file);
            LOG.info("Settings delivered file={}", file.getFileName());
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            problems.put(file, e.getMessage() + "; the settings before stay in force");
            LOG.warn(
                    "Settings not delivered file={} reason=\"{}\"; nothing has changed",
                    file.getFileName(),
                    e.getMessage());
        }
    }

    @Override
    public void gone(Path file) {
        problems.remove(file);
        try {
            configuration(file).delete();
            LOG.info("Settings removed file={}", file.getFileName());
        } catch (IOException | IllegalStateException e) {
            LOG.warn("Settings not removed file={}", file.getFileName(), e);
        }
    }

    private Configuration configuration(Path file) throws IOException {
        ConfigurationAdmin admin =
                admins.get().orElseThrow(() -> new IllegalStateException("Configuration Admin is not there"));
        String name = file.getFileName().toString();
        String pid = name.substring(0, name.length() - SUFFIX.length());
        int separator = pid.indexOf('~');
        return separator < 0
                ? admin.getConfiguration(pid, ANY_LOCATION)
                : admin.getFactoryConfiguration(
                        pid.substring(0, separator), pid.substring(separator + 1), ANY_LOCATION);
    }

    private static Map<String, Object> read(String text) {
        Map<String, Object> settings = new HashMap<>();
        Json.object(text).forEach((key, value) -> {
            if (!key.startsWith(CONFIGURATOR)) {
                int colon = key.indexOf(':');
                settings.put(
                        colon < 0 ? key : key.substring(0, colon),
                        SettingType.convert(key, colon < 0 ? "" : key.substring(colon + 1), value));
            }
        });
        return settings;
    }
}
