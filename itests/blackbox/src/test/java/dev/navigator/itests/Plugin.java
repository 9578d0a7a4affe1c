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

/**
 * A bundle with one strategy in it, made from nothing but its source and the API.
 *
 * @param service the strategy's interface, below {@code dev.navigator.api}; several with commas between
 * @param imports its packages, below {@code dev.navigator.api}
 * @param api the range of their versions
 */
record Plugin(
        String className,
        String name,
        String version,
        String service,
        String imports,
        String api,
        String properties,
        String source) {

    /** Offers a port selector. */
    static Plugin portSelector(String className, String name, String source) {
        return new Plugin(
                className, name, "1.0.0", "ports.spi.PortSelector", "config,ports.spi", "[1.0,2)", "", source);
    }

    Plugin version(String other) {
        return new Plugin(className, name, other, service, imports, api, properties, source);
    }

    Plugin api(String range) {
        return new Plugin(className, name, version, service, imports, range, properties, source);
    }

    /** With another body, and so other bytes. */
    Plugin source(String other) {
        return new Plugin(className, name, version, service, imports, api, properties, other);
    }

    /** Compiles the source and packs it as a component. */
    Path write(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.getParent(), "classes");
        compile(className, source, classes);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest());
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path each : compiled.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
            out.putNextEntry(new JarEntry("OSGI-INF/strategy.xml"));
            out.write(component().getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", className);
        headers.putValue("Bundle-Version", version);
        headers.putValue(
                "Import-Package",
                Stream.of(imports.split(","))
                        .map(part -> "dev.navigator.api." + part + ";version=\"" + api + "\"")
                        .collect(Collectors.joining(",")));
        headers.putValue("Service-Component", "OSGI-INF/strategy.xml");
        return manifest;
    }

    private String component() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
                  <implementation class="%1$s"/>
                  <property name="navigator.strategy" value="%2$s"/>%4$s
                  <service>%3$s</service>
                </scr:component>
                """.formatted(className, name, provided(), properties);
    }

    private String provided() {
        return Stream.of(service.split(","))
                .map(type -> "<provide interface=\"dev.navigator.api." + type + "\"/>")
                .collect(Collectors.joining());
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
                List.of("-d", classes.toString(), "-cp", apiJar(), "--release", "17", "-proc:none", "-Xlint:none");
        if (!compiler.getTask(null, null, null, options, null, List.of(file)).call()) {
            throw new IOException("the plugin's source does not compile");
        }
    }

    private static String apiJar() throws IOException {
        try (Stream<Path> jars = Files.walk(NavigatorProcess.HOME.resolve("bundles"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("navigator-api"))
                    .map(Path::toString)
                    .collect(Collectors.joining());
        }
    }
}
