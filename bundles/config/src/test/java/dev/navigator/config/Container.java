package dev.navigator.config;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.cm.PersistenceManager;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.cm.ConfigurationAdmin;

/** A real framework without bundles, for its service registry. */
final class Container {

    private final Framework framework;

    Container(Path storage) throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.osgi.service.cm;version=1.6.1",
                        "felix.cm.pm",
                        "memory"));
        framework.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Starts Configuration Admin in it. */
    ConfigurationAdmin configurationAdmin() throws BundleException {
        String jar = PersistenceManager.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        context().installBundle(jar).start();
        return context().getService(context().getServiceReference(ConfigurationAdmin.class));
    }

    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
