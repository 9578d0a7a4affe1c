package dev.navigator.itests.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import ch.qos.logback.classic.LoggerContext;
import dev.navigator.testing.FixedLifecycle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.slf4j.LoggerFactory;

/** The assembled distribution, read as its launcher reads it: a folder is a feature, its number the start level. */
final class Distribution {

    private static final Path HOME = Path.of(System.getProperty("navigator.home"));

    private Distribution() {}

    /** All bundles of all features, at their start levels, and the framework at the highest of them. */
    static Option bundles() {
        List<Path> jars = jars();
        Option[] options = jars.stream()
                .map(jar -> bundle(jar.toUri().toString()).startLevel(startLevel(jar)))
                .toArray(Option[]::new);
        int highest = jars.stream().mapToInt(Distribution::startLevel).max().orElseThrow();
        return composite(
                systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
                composite(options),
                frameworkStartLevel(highest),
                logging());
    }

    /** The fakes that stand in for the launcher. */
    static Option testing() {
        return bundle(FixedLifecycle.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
    }

    /** SLF4J and Logback come from the class path, as in Navigator; what Pax Logging offers of SLF4J is an older one. */
    private static Option logging() {
        String slf4j = ";version=" + LoggerFactory.class.getPackage().getImplementationVersion();
        String logback = ";version=" + LoggerContext.class.getPackage().getImplementationVersion();
        return systemPackages(
                "org.slf4j" + slf4j,
                "org.slf4j.event" + slf4j,
                "org.slf4j.spi" + slf4j,
                "ch.qos.logback.classic" + logback,
                "ch.qos.logback.classic.spi" + logback,
                "ch.qos.logback.core" + logback);
    }

    static List<Path> jars() {
        try (Stream<Path> files = Files.walk(HOME.resolve("bundles"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no distribution at " + HOME, e);
        }
    }

    private static int startLevel(Path jar) {
        String feature = jar.getParent().getFileName().toString();
        return Integer.parseInt(feature.substring(0, feature.indexOf('-')));
    }
}
