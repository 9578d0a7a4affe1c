package dev.navigator.logging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework with the component runtime in it, for bundles as they are built. */
final class FrameworkBench {

    private static final String SHARED = "org.slf4j;version=2.0.0,org.slf4j.event;version=2.0.0,"
            + "org.slf4j.spi;version=2.0.0,org.slf4j.helpers;version=2.0.0,ch.qos.logback.classic;version=1.5.0,"
            + "ch.qos.logback.classic.spi;version=1.5.0,ch.qos.logback.core;version=1.5.0,"
            + "ch.qos.logback.core.spi;version=1.5.0,dev.navigator.api.config;version=1.0.0,"
            + "dev.navigator.api.managed;version=1.0.0,dev.navigator.api.pids;version=1.0.0,"
            + "dev.navigator.api.processes;version=1.0.0,dev.navigator.api.processes.spi;version=1.0.0,"
            + "dev.navigator.api.runtime;version=1.0.0,dev.navigator.api.runtime.spi;version=1.0.0,"
            + "dev.navigator.api.strategy;version=1.0.0";

    private final Framework framework;

    FrameworkBench(Path storage) throws BundleException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        properties.put("felix.service.urlhandlers", "false");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        for (Class<?> type : new Class<?>[] {
            org.osgi.service.log.LogService.class,
            org.osgi.util.function.Function.class,
            org.osgi.util.promise.Promise.class,
            org.osgi.service.component.ComponentContext.class,
            org.apache.felix.scr.info.ScrInfo.class
        }) {
            install(type).start();
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The bundle whose jar, or folder of classes, {@code type} comes from. */
    Bundle install(Class<?> type) throws BundleException {
        return context()
                .installBundle("reference:"
                        + type.getProtectionDomain().getCodeSource().getLocation());
    }

    /** A bundle with one class and one component made of it. */
    Bundle install(Class<?> type, String component) throws BundleException, IOException {
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

    void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
