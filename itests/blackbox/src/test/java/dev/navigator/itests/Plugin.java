package dev.navigator.itests;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes bundles with one strategy in them, from nothing but its source and the API. */
final class Plugin {

    private Plugin() {}

    /** Compiles {@code source} and packs it as a component that offers a port selector called {@code name}. */
    static Path write(Path jar, String className, String name, String source) throws IOException {
        Path classes = Files.createTempDirectory(jar.getParent(), "classes");
        compile(className, source, classes);
        String entry = className.replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest(className))) {
            out.putNextEntry(new JarEntry(entry));
            Files.copy(classes.resolve(entry), out);
            out.putNextEntry(new JarEntry("OSGI-INF/strategy.xml"));
            out.write(component(className, name).getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static Manifest manifest(String className) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", className);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue(
                "Import-Package",
                "dev.navigator.api.config;version=\"[1.0,2)\",dev.navigator.api.ports.spi;version=\"[1.0,2)\"");
        headers.putValue("Service-Component", "OSGI-INF/strategy.xml");
        return manifest;
    }

    private static String component(String className, String name) {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
                  <implementation class="%1$s"/>
                  <property name="navigator.strategy" value="%2$s"/>
                  <service><provide interface="dev.navigator.api.ports.spi.PortSelector"/></service>
                </scr:component>
                """.formatted(className, name);
    }

    private static void compile(String className, String source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-d", classes.toString(), "-cp", api(), "--release", "17", "-proc:none", "-Xlint:none");
        if (!compiler.getTask(null, null, null, options, null, List.of(file)).call()) {
            throw new IOException("the plugin's source does not compile");
        }
    }

    private static String api() throws IOException {
        try (Stream<Path> jars = Files.walk(NavigatorProcess.HOME.resolve("bundles"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("navigator-api"))
                    .map(Path::toString)
                    .collect(Collectors.joining());
        }
    }
}
