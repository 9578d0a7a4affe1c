package dev.navigator.launcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class DropFolderSettingsTest {

    @TempDir
    private Path folder;

    private final Map<String, Map<String, Object>> delivered = new TreeMap<>();
    private final DropFolderSettings settings = new DropFolderSettings(() -> Optional.of(admin()));

    /** Keeps what it is told, factories' with a tilde between PID and name. */
    private ConfigurationAdmin admin() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> method.getName().equals("getConfiguration")
                        ? configuration((String) arguments[0])
                        : configuration(arguments[0] + "~" + arguments[1]));
    }

    private Configuration configuration(String pid) {
        return (Configuration) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Configuration.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("delete")) {
                        delivered.remove(pid);
                    } else {
                        delivered.put(pid, new TreeMap<>(FrameworkUtil.asMap(dictionary(arguments[0]))));
                    }
                    return null;
                });
    }

    @SuppressWarnings("unchecked")
    private static Dictionary<String, Object> dictionary(Object argument) {
        return (Dictionary<String, Object>) argument;
    }

    private Path drop(String name, String content) throws Exception {
        Path file = Files.writeString(folder.resolve(name), content);
        settings.changed(file);
        return file;
    }

    @Test
    void settingsAreDeliveredChangedAndRemoved() throws Exception {
        Path file = drop(
                "org.acme.Ports.cfg.json",
                "{\"salt\": \"x\", \"weight:Integer\": 3, \":configurator:policy\": \"force\"}");
        assertEquals(Map.of("org.acme.Ports", Map.of("salt", "x", "weight", 3)), delivered);

        drop("org.acme.Ports.cfg.json", "{\"salt\": \"y\"}");
        assertEquals(Map.of("org.acme.Ports", Map.of("salt", "y")), delivered);

        settings.gone(file);
        assertEquals(Map.of(), delivered);
    }

    @Test
    void aFactoryMayHaveSeveral() throws Exception {
        drop("org.acme.Ports~one.cfg.json", "{}");
        drop("org.acme.Ports~two.cfg.json", "{}");

        assertEquals(
                "[org.acme.Ports~one, org.acme.Ports~two]", delivered.keySet().toString());
    }

    @Test
    void aFileThatIsWrongChangesNothingAndIsReported() throws Exception {
        Path file = drop("org.acme.Ports.cfg.json", "{\"salt\": \"x\"}");

        drop("org.acme.Ports.cfg.json", "{\"salt\": ");

        assertEquals(Map.of("org.acme.Ports", Map.of("salt", "x")), delivered);
        String problem = settings.problems().get(0);
        assertTrue(problem.startsWith("settings 'org.acme.Ports.cfg.json': line 1, column 10: "), problem);

        settings.gone(file);
        assertEquals(0, settings.problems().size());
    }

    @Test
    void onlyItsOwnFilesAreTaken() {
        assertTrue(settings.takes("a.cfg.json"));
        assertTrue(!settings.takes("a.cfg") && !settings.takes(".cfg.json") && !settings.takes("a.json"));
    }
}
