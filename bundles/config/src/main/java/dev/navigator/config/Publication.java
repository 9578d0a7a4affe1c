package dev.navigator.config;

import dev.navigator.api.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The service {@link Configuration}: there is never none while one replaces the other, and the newer one outranks the older.
 * Thread-safe; the registry, which calls everybody who listens, is not called under the lock.
 */
final class Publication {

    private final BundleContext context;
    private final ReentrantLock changing = new ReentrantLock();
    private final TreeMap<Integer, ServiceRegistration<Configuration>> published = new TreeMap<>();
    private boolean withdrawn;

    Publication(BundleContext context) {
        this.context = context;
    }

    /**
     * Publishes {@code configuration} unless a newer one is published already, and withdraws the older ones.
     *
     * @param generation grows from one configuration to the next
     */
    void publish(Configuration configuration, int generation) {
        Map<String, Object> properties = Map.of(Constants.SERVICE_RANKING, generation);
        ServiceRegistration<Configuration> registration =
                context.registerService(Configuration.class, configuration, FrameworkUtil.asDictionary(properties));
        List<ServiceRegistration<Configuration>> outdated;
        changing.lock();
        try {
            published.put(generation, registration);
            outdated = removeBelow(withdrawn ? Integer.MAX_VALUE : published.lastKey());
        } finally {
            changing.unlock();
        }
        outdated.forEach(ServiceRegistration::unregister);
    }

    /** Withdraws everything, now and in future. */
    void withdraw() {
        List<ServiceRegistration<Configuration>> last;
        changing.lock();
        try {
            withdrawn = true;
            last = removeBelow(Integer.MAX_VALUE);
        } finally {
            changing.unlock();
        }
        last.forEach(ServiceRegistration::unregister);
    }

    private List<ServiceRegistration<Configuration>> removeBelow(int generation) {
        Map<Integer, ServiceRegistration<Configuration>> older = published.headMap(generation);
        List<ServiceRegistration<Configuration>> removed = new ArrayList<>(older.values());
        older.clear();
        return removed;
    }
}
