package dev.navigator.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFolderWatchTest {

    @TempDir
    private Path folder;

    @Test
    void aBundleHasNoDefect() throws IOException {
        assertTrue(DropFolderWatch.defect(jar("Bundle-SymbolicName")).isEmpty());
    }

    @Test
    void aJarThatIsNoBundleIsToldApartFromABrokenOne() throws IOException {
        Path broken = jar("Bundle-SymbolicName");
        Files.write(broken, new byte[] {'P', 'K', 3, 4});

        assertTrue(DropFolderWatch.defect(broken).orElseThrow().startsWith("it is no jar, broken or half copied"));
        assertEquals(
                "its manifest has no Bundle-SymbolicName",
                DropFolderWatch.defect(jar("Other")).orElseThrow());
    }

    private Path jar(String header) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(header, "plugin");
        Path file = folder.resolve(header + ".jar");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}
