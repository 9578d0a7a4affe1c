package dev.navigator.config;

import dev.navigator.api.config.Configuration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The service {@link Configuration}: there is never none while one replaces the other, and the newer one outranks the older. */
final class Publication {

    private final BundleContext context;
    private final ReentrantLock publishing = new ReentrantLock();
    private int generation;
    private @Nullable ServiceRegistration<Configuration> published;

    Publication(BundleContext context) {
        this.context = context;
    }

    void publish(Configuration configuration) {
        publishing.lock();
        try {
            ServiceRegistration<Configuration> before = published;
            Map<String, Object> properties = Map.of(Constants.SERVICE_RANKING, ++generation);
            published =
                    context.registerService(Configuration.class, configuration, FrameworkUtil.asDictionary(properties));
            if (before != null) {
                before.unregister();
            }
        } finally {
            publishing.unlock();
        }
    }

    void withdraw() {
        publishing.lock();
        try {
            ServiceRegistration<Configuration> last = published;
            published = null;
            if (last != null) {
                last.unregister();
            }
        } finally {
            publishing.unlock();
        }
    }
}
