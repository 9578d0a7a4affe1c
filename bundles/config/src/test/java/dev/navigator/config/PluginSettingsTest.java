package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.Configuration;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.MemoryHandover;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

class PluginSettingsTest {

    private static final Map<String, Map<String, String>> PORTS = Map.of("com.example.ports", Map.of("salt", "x"));

    private final MemoryHandover handover = new MemoryHandover();

    @TempDir
    Path folder;

    private Container container;
    private ConfigurationAdmin admin;

    @BeforeEach
    void start() throws Exception {
        container = new Container(folder.resolve("framework"));
        admin = container.configurationAdmin();
    }

    @AfterEach
    void stop() throws Exception {
        container.stop();
    }

    @Test
    void settingsArriveUnderTheirPid() throws Exception {
        new PluginSettings(Set.of()).deliver(admin, PORTS);

        assertEquals(Map.of("com.example.ports", Map.of("salt", "x")), configurations());
    }

    @Test
    void aChangedSettingReplacesTheOldOne() throws Exception {
        PluginSettings settings = new PluginSettings(Set.of());
        settings.deliver(admin, PORTS);

        settings.deliver(admin, Map.of("com.example.ports", Map.of("pepper", "y")));

        assertEquals(Map.of("com.example.ports", Map.of("pepper", "y")), configurations());
    }

    @Test
    void whatIsUnchangedIsNotDeliveredAgain() throws Exception {
        PluginSettings settings = new PluginSettings(Set.of());
        settings.deliver(admin, PORTS);
        long changes = admin.getConfiguration("com.example.ports", "?").getChangeCount();

        settings.deliver(admin, Map.of("com.example.ports", Map.of("salt", "x")));

        assertEquals(changes, admin.getConfiguration("com.example.ports", "?").getChangeCount());
    }

    @Test
    void whatLeavesTheFileLeavesConfigurationAdmin() throws Exception {
        PluginSettings settings = new PluginSettings(Set.of());
        settings.deliver(admin, PORTS);

        settings.deliver(admin, Map.of());

        assertEquals(Map.of(), configurations());
        assertEquals(Set.of(), settings.delivered());
    }

    @Test
    void configurationsOfOthersAreLeftAlone() throws Exception {
        admin.getConfiguration("org.other", "?").update(FrameworkUtil.asDictionary(Map.of("a", "b")));

        new PluginSettings(Set.of()).deliver(admin, Map.of());

        assertEquals(Set.of("org.other"), configurations().keySet());
    }

    @Test
    void aFactoryMayHaveSeveral() throws Exception {
        PluginSettings settings = new PluginSettings(Set.of());

        settings.deliver(
                admin, Map.of("com.example.pool~one", Map.of("n", "1"), "com.example.pool~two", Map.of("n", "2")));
        assertEquals(
                Set.of("com.example.pool~one", "com.example.pool~two"),
                configurations().keySet());

        settings.deliver(admin, Map.of("com.example.pool~two", Map.of("n", "2")));
        assertEquals(Set.of("com.example.pool~two"), configurations().keySet());
    }

    @Test
    void theNextVersionOfTheBundleRemovesWhatThisOneDelivered() throws Exception {
        PluginSettingsComponent first = component();
        first.bindConfigurationAdmin(admin);
        first.bindConfiguration(configuration("plugins: {com.example.ports: {salt: x}}"));
        assertEquals(Set.of("com.example.ports"), configurations().keySet());

        first.deactivate();
        PluginSettingsComponent second = component();
        second.bindConfiguration(configuration("plugins: {}"));
        second.bindConfigurationAdmin(admin);

        assertEquals(Map.of(), configurations());
    }

    @Test
    void settingsWaitForConfigurationAdmin() throws Exception {
        PluginSettingsComponent component = component();
        Configuration configuration = configuration("plugins: {com.example.ports: {salt: x}}");
        component.bindConfiguration(configuration);
        component.unbindConfiguration(configuration);

        component.bindConfigurationAdmin(admin);

        assertEquals(PORTS, configurations());
    }

    private PluginSettingsComponent component() {
        return new PluginSettingsComponent(handover, new FixedLifecycle(folder), new ManualScheduler());
    }

    private Configuration configuration(String text) {
        return new Loading(folder).valid(text);
    }

    private Map<String, Map<String, String>> configurations() throws Exception {
        var all = admin.listConfigurations(null);
        return all == null
                ? Map.of()
                : Arrays.stream(all).collect(Collectors.toMap(one -> one.getPid(), one -> flat(one.getProperties())));
    }

    private static Map<String, String> flat(Dictionary<String, Object> properties) {
        Map<String, String> flat = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            if (!key.startsWith("service.")) {
                flat.put(key, String.valueOf(properties.get(key)));
            }
        }
        return flat;
    }
}
