package dev.navigator.launcher.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Bundles made out of sources while a test runs. */
final class Plugins {

    private final Path folder;
    private int serial;

    Plugins(Path folder) {
        this.folder = folder;
    }

    /** Compiled classes by name. */
    Map<String, byte[]> compile(String className, String source) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes-" + ++serial));
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--release",
                "17",
                "-proc:none",
                "-Xlint:none");
        if (!ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(file))
                .call()) {
            throw new IOException("the source does not compile");
        }
        Map<String, byte[]> compiled = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                compiled.put(classes.relativize(each).toString(), Files.readAllBytes(each));
            }
        }
        return compiled;
    }

    /** A bundle with an activator; {@code headers} are added to its own. */
    Path bundle(String file, String name, String version, String body, String... headers) throws IOException {
        Map<String, byte[]> classes = compile("plugin.Main", """
                package plugin;

                import dev.navigator.api.runtime.spi.ProblemSource;
                import java.util.*;
                import org.osgi.framework.*;

                public final class Main implements BundleActivator {
                    @Override
                    public void start(BundleContext context) throws Exception {
                        %s
                    }

                    @Override
                    public void stop(BundleContext context) {}

                    static void offer(BundleContext context, String name) {
                        ProblemSource source = () -> List.of(name);
                        context.registerService(
                                ProblemSource.class,
                                source,
                                FrameworkUtil.asDictionary(Map.of("navigator.strategy", name)));
                    }
                }
                """.formatted(body));
        List<String> all = new ArrayList<>(List.of(
                "Bundle-ManifestVersion", "2",
                "Bundle-SymbolicName", name,
                "Bundle-Version", version,
                "Bundle-Activator", "plugin.Main",
                "Import-Package", "org.osgi.framework,dev.navigator.api.runtime.spi"));
        all.addAll(List.of(headers));
        return jar(file, classes, all.toArray(String[]::new));
    }

    Path jar(String file, Map<String, byte[]> entries, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int index = 0; index < headers.length; index += 2) {
            attributes.putValue(headers[index], headers[index + 1]);
        }
        Path made = folder.resolve("made-" + ++serial + ".jar");
        try (OutputStream out = Files.newOutputStream(made);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        return Files.move(made, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
