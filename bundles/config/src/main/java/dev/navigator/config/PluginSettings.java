package dev.navigator.config;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the section {@code plugins} into Configuration Admin, and takes out again what has left the section. Configurations that
 * others made there are not touched. Thread-safe.
 */
final class PluginSettings {

    private static final Logger LOG = LoggerFactory.getLogger(PluginSettings.class);

    /** Any bundle may be the target. */
    private static final String ANY_LOCATION = "?";

    private final ReentrantLock delivering = new ReentrantLock();
    private final Set<String> delivered;

    /**
     * @param delivered what an earlier version of this bundle has delivered
     */
    PluginSettings(Set<String> delivered) {
        this.delivered = new HashSet<>(delivered);
    }

    /**
     * @param settings by PID; {@code factory~name} is one of several configurations of a factory
     */
    void deliver(ConfigurationAdmin admin, Map<String, Map<String, String>> settings) {
        delivering.lock();
        try {
            for (String pid : Set.copyOf(delivered)) {
                if (!settings.containsKey(pid)) {
                    remove(admin, pid);
                }
            }
            for (Map.Entry<String, Map<String, String>> entry : settings.entrySet()) {
                update(admin, entry.getKey(), entry.getValue());
            }
        } finally {
            delivering.unlock();
        }
    }

    Set<String> delivered() {
        delivering.lock();
        try {
            return Set.copyOf(delivered);
        } finally {
            delivering.unlock();
        }
    }

    private void update(ConfigurationAdmin admin, String pid, Map<String, String> values) {
        try {
            configuration(admin, pid).updateIfDifferent(FrameworkUtil.asDictionary(values));
            delivered.add(pid);
        } catch (IOException | IllegalStateException e) {
            LOG.error("Settings of plugin '{}' were not delivered", pid, e);
        }
    }

    private void remove(ConfigurationAdmin admin, String pid) {
        try {
            configuration(admin, pid).delete();
            delivered.remove(pid);
        } catch (IOException | IllegalStateException e) {
            LOG.error("Settings of plugin '{}' were not removed", pid, e);
        }
    }

    private static Configuration configuration(ConfigurationAdmin admin, String pid) throws IOException {
        int separator = pid.indexOf('~');
        return separator < 0
                ? admin.getConfiguration(pid, ANY_LOCATION)
                : admin.getFactoryConfiguration(
                        pid.substring(0, separator), pid.substring(separator + 1), ANY_LOCATION);
    }
}
