package dev.navigator.launcher.installation;

import dev.navigator.launcher.runtime.LaunchFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * Lets bundles that lie on the JVM's class path take part in the framework (OSGi Core R8, chapter 60, Connect), so that
 * their classes come out of the JVM's shared archive. A bundle that is updated leaves the class path and gets a class loader
 * of its own, as any other.
 */
public final class ClassPathConnector implements ModuleConnector {

    private static final String PREFIX = "classpath:";

    /** Of all entries, in milliseconds since the epoch; to ask a jar for its own would load the JDK's time zones at the start. */
    private static final long BUILT = 0;

    private final Map<String, Path> jars = new ConcurrentHashMap<>();

    /** Announces a jar of the class path. @return the location to install it from */
    public String add(Path jar) {
        String location = PREFIX + jar.getFileName();
        jars.put(location, jar);
        return location;
    }

    /** Whether a bundle belongs to the installation, as opposed to one that was dropped in. */
    public static boolean installed(Bundle bundle) {
        return bundle.getLocation().startsWith(PREFIX);
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {}

    @Override
    public Optional<ConnectModule> connect(String location) {
        return Optional.ofNullable(jars.get(location)).map(jar -> () -> new JarOnClassPath(jar));
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }

    private static final class JarOnClassPath implements ConnectContent {
        private final Path path;
        private volatile @Nullable JarFile jar;

        JarOnClassPath(Path path) {
            this.path = path;
        }

        @Override
        public void open() throws IOException {
            jar = new JarFile(path.toFile(), false);
        }

        @Override
        public void close() throws IOException {
            JarFile open = jar;
            if (open != null) {
                open.close();
                jar = null;
            }
        }

        @Override
        public Optional<Map<String, String>> getHeaders() {
            try {
                Map<String, String> headers = new HashMap<>();
                jar().getManifest()
                        .getMainAttributes()
                        .forEach((name, value) -> headers.put(name.toString(), value.toString()));
                return Optional.of(headers);
            } catch (IOException e) {
                throw new LaunchFailure("bundle '" + path + "': cannot be read; unpack the distribution again", e);
            }
        }

        @Override
        public Iterable<String> getEntries() throws IOException {
            List<String> names = jar().stream().map(ZipEntry::getName).toList();
            return names;
        }

        @Override
        public Optional<ConnectEntry> getEntry(String name) {
            try {
                JarFile open = jar();
                return Optional.ofNullable(open.getEntry(name)).map(entry -> new Entry(open, entry));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<ClassLoader> getClassLoader() {
            return Optional.of(ClassPathConnector.class.getClassLoader());
        }

        private JarFile jar() throws IOException {
            JarFile open = jar;
            if (open == null) {
                open();
                open = jar;
            }
            if (open == null) {
                throw new IOException("bundle '" + path + "' was closed");
            }
            return open;
        }
    }

    private record Entry(JarFile jar, ZipEntry entry) implements ConnectContent.ConnectEntry {
        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return BUILT;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return jar.getInputStream(entry);
        }
    }
}
