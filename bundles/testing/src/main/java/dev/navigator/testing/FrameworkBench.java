package dev.navigator.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.scr.info.ScrInfo;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.ComponentContext;
import org.osgi.util.function.Function;
import org.osgi.util.promise.Promise;

/**
 * An OSGi framework with the component runtime in it, for bundles as they are built. It takes Felix and the OSGi services from
 * the class path of the tests, and gives bundles the packages of the API from there. For one thread.
 */
public final class FrameworkBench {

    private static final String SHARED = Stream.of(
                    "config",
                    "managed",
                    "pids",
                    "pool",
                    "pool.spi",
                    "ports",
                    "ports.spi",
                    "processes",
                    "processes.spi",
                    "routing",
                    "routing.spi",
                    "runtime",
                    "runtime.spi",
                    "strategy",
                    "text")
            .map(name -> "dev.navigator.api." + name + ";version=1.0.0")
            .collect(Collectors.joining(
                    ",",
                    "dev.navigator.testing,org.slf4j;org.slf4j.event;org.slf4j.spi;org.slf4j.helpers;version=2.0.0,"
                            + "ch.qos.logback.classic;ch.qos.logback.classic.spi;ch.qos.logback.core;"
                            + "ch.qos.logback.core.spi;version=1.5.0,",
                    ""));

    private final Framework framework;

    /**
     * Starts the framework.
     *
     * @param storage a folder of its own
     * @param more the bundles of these classes are started too
     */
    public FrameworkBench(Path storage, Class<?>... more) throws BundleException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        properties.put("felix.service.urlhandlers", "false");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        for (Class<?> type : more) {
            install(type).start();
        }
        for (Class<?> type : List.of(Function.class, Promise.class, ComponentContext.class, ScrInfo.class)) {
            install(type).start();
        }
    }

    /** Of the framework itself. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** The bundle whose jar, or folder of classes, {@code type} comes from. */
    public Bundle install(Class<?> type) throws BundleException {
        return context()
                .installBundle("reference:"
                        + type.getProtectionDomain().getCodeSource().getLocation());
    }

    /** A bundle with one class and one component made of it. */
    public Bundle install(Class<?> type, String component) throws BundleException, IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test." + type.getSimpleName());
        headers.putValue("Service-Component", "OSGI-INF/component.xml");
        headers.putValue("DynamicImport-Package", "*");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = type.getResourceAsStream("/" + file)) {
            jar.putNextEntry(new JarEntry(file));
            code.transferTo(jar);
            jar.putNextEntry(new JarEntry("OSGI-INF/component.xml"));
            jar.write(component.getBytes(StandardCharsets.UTF_8));
        }
        return context().installBundle("test:" + type.getName(), new ByteArrayInputStream(bytes.toByteArray()));
    }

    /** Stops the framework and waits for it, 10 s at most. */
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
