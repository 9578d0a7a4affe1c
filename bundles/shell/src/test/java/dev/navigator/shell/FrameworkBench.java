package dev.navigator.shell;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A framework with the component runtime in it, for bundles as they are built. */
final class FrameworkBench {

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
                    "strategy")
            .map(name -> "dev.navigator.api." + name + ";version=1.0.0")
            .collect(Collectors.joining(",", "org.slf4j;version=2.0.0,", ""));

    private final Framework framework;

    FrameworkBench(Path storage) throws BundleException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        properties.put("felix.service.urlhandlers", "false");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        for (Class<?> type : new Class<?>[] {
            org.osgi.util.function.Function.class,
            org.osgi.util.promise.Promise.class,
            org.osgi.service.component.ComponentContext.class,
            org.apache.felix.scr.info.ScrInfo.class,
            org.apache.felix.service.command.CommandProcessor.class
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

    void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
