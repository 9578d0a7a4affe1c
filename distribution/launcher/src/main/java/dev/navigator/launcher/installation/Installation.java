package dev.navigator.launcher.installation;

import dev.navigator.launcher.runtime.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder Navigator was unpacked to; read only.
 *
 * <p>Each folder below {@code bundles/} is a feature, and its name, such as {@code 20-proxy}, says at which start level its
 * bundles start. A feature whose folder is taken away is not there.
 *
 * @param home absolute
 */
public record Installation(Path home, String version) {

    private static final Pattern FEATURE = Pattern.compile("(\\d+)-([a-z][a-z0-9-]*)");

    /** A bundle as it lies in its feature's folder. */
    public record BundleFile(Path file, String feature, int startLevel) {}

    /** Found by the system property {@code navigator.home}, which the launch script sets. */
    public static Installation locate() {
        String home = System.getProperty("navigator.home");
        if (home == null) {
            throw new LaunchFailure("system property 'navigator.home' is not set; start Navigator with bin/navigator");
        }
        String version = Installation.class.getPackage().getImplementationVersion();
        return new Installation(Path.of(home).toAbsolutePath(), version == null ? "development" : version);
    }

    /** All features, in the order in which they start, each with its bundles: never none. */
    public List<List<BundleFile>> features() {
        List<List<BundleFile>> found = new ArrayList<>();
        for (Path folder : sorted(home.resolve("bundles"))) {
            Matcher name = FEATURE.matcher(folder.getFileName().toString());
            if (name.matches()) {
                int level = Integer.parseInt(name.group(1));
                List<BundleFile> bundles = sorted(folder).stream()
                        .filter(file -> file.toString().endsWith(".jar"))
                        .map(file -> new BundleFile(file, name.group(2), level))
                        .toList();
                if (!bundles.isEmpty()) {
                    found.add(bundles);
                }
            }
        }
        return found;
    }

    /** Whether a feature is there. */
    public boolean has(String feature) {
        return features().stream().anyMatch(bundles -> bundles.get(0).feature().equals(feature));
    }

    private static List<Path> sorted(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new LaunchFailure("folder '" + folder + "': cannot be read; unpack the distribution again", e);
        }
    }
}
