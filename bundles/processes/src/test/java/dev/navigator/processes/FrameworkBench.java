package dev.navigator.processes;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

/** A framework with the component runtime in it, for the bundle as it is built. */
final class FrameworkBench {

    private static final String SHARED = "org.slf4j;version=2.0.0,dev.navigator.api.config;version=1.0.0,"
            + "dev.navigator.api.pids;version=1.0.0,dev.navigator.api.processes;version=1.0.0,"
            + "dev.navigator.api.processes.spi;version=1.0.0,dev.navigator.api.runtime;version=1.0.0";

    private final Framework framework;

    FrameworkBench(Path storage) throws BundleException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED);
        properties.put("felix.service.urlhandlers", "false");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        for (Class<?> type : new Class<?>[] {Function.class, Promise.class, ComponentContext.class, ScrInfo.class}) {
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
