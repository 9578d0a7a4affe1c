package dev.navigator.launcher.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.launcher.installation.Installation;
import dev.navigator.launcher.runtime.KeptState;
import dev.navigator.launcher.runtime.Shutdown;
import dev.navigator.launcher.runtime.SystemScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

class ContainerTest {

    @TempDir
    private Path home;

    private Container container;

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve("bundles/10-core"));
        Files.createDirectories(home.resolve("bundles/20-more"));
        Files.createDirectories(home.resolve("bundles/left-out"));
        bundle("10-core/one.jar", "test.one", "");
        bundle("20-more/two.jar", "test.two", "");
        bundle("20-more/needy.jar", "test.needy", "not.offered.by.anybody");
        bundle("left-out/three.jar", "test.three", "");
        container = new Container(new Installation(home, "1.0"), home.resolve("framework"));
        container.start(new SystemScheduler(), new KeptState(), new Shutdown(home, "1.0"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        container.stop();
    }

    @Test
    void foldersAreFeaturesAndTheirNumbersStartLevels() {
        assertEquals(10, find("test.one").adapt(BundleStartLevel.class).getStartLevel());
        assertEquals(20, find("test.two").adapt(BundleStartLevel.class).getStartLevel());
        assertEquals(Bundle.ACTIVE, find("test.two").getState());
        assertEquals(
                List.of(), symbolicNames().stream().filter("test.three"::equals).toList());
    }

    @Test
    void aBundleThatCannotBeResolvedIsNamedAndTheOthersStart() {
        assertTrue(container.failures().stream().anyMatch(failure -> failure.contains("'test.needy'")));
        assertEquals(Bundle.ACTIVE, find("test.one").getState());
    }

    @Test
    void aBundleComesFromTheClassPathUntilItIsUpdated() throws Exception {
        Bundle bundle = find("test.one");
        ClassLoader classPath = Container.class.getClassLoader();
        assertSame(classPath, bundle.loadClass("dev.navigator.launcher.Main").getClassLoader());

        try (InputStream update = Files.newInputStream(home.resolve("bundles/10-core/one.jar"))) {
            bundle.update(update);
        }

        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertNotSame(
                classPath,
                bundle.adapt(org.osgi.framework.wiring.BundleWiring.class).getClassLoader());
    }

    private Bundle find(String name) {
        return Arrays.stream(container.context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> symbolicNames() {
        return Arrays.stream(container.context().getBundles())
                .map(Bundle::getSymbolicName)
                .toList();
    }

    private void bundle(String file, String name, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        if (!imports.isEmpty()) {
            headers.putValue("Import-Package", imports);
        }
        try (JarOutputStream jar = new JarOutputStream(
                Files.newOutputStream(home.resolve("bundles").resolve(file)), manifest)) {
            jar.putNextEntry(new JarEntry("marker"));
        }
    }
}
