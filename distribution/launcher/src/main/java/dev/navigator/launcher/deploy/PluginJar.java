package dev.navigator.launcher.deploy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What a jar says it is. */
record PluginJar(String name, Version version) {

    /** Reads all of a jar, so that one whose content is damaged is found out before anybody relies on it. */
    static PluginJar read(Path file) throws PluginException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            check(file, jar.size());
            if (manifest == null) {
                throw new PluginException("it has no manifest");
            }
            return of(manifest.getMainAttributes());
        } catch (IOException e) {
            throw new PluginException("it is no jar, broken or half copied: " + e.getMessage());
        }
    }

    private static PluginJar of(Attributes headers) throws PluginException {
        String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null) {
            throw new PluginException("its manifest has no Bundle-SymbolicName");
        }
        String version = headers.getValue(Constants.BUNDLE_VERSION);
        try {
            return new PluginJar(name.split(";", 2)[0].strip(), Version.parseVersion(version));
        } catch (IllegalArgumentException e) {
            throw new PluginException("its Bundle-Version '" + version + "' is no version");
        }
    }

    /** Unlike reading by the directory at the end, reading from the beginning compares checksums. */
    private static void check(Path file, int entries) throws IOException {
        int read = 0;
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                ZipInputStream zip = new ZipInputStream(bytes)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zip.transferTo(OutputStream.nullOutputStream());
                read++;
            }
        }
        if (read != entries) {
            throw new IOException(read + " entries where its directory lists " + entries);
        }
    }

    @Override
    public String toString() {
        return name + "-" + version;
    }
}
