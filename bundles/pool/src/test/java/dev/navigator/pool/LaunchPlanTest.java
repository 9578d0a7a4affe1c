package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LaunchPlanTest {

    private static final Template PORT = new Template(List.of(new Template.Variable("PORT")));

    @Test
    void theEnvironmentHasThePortAndWhatTheConfigurationSays() {
        TenantSettings shop = Settings.tenant("shop", settings -> {
            settings.environment.put("COLOUR", Template.literal("blue"));
            settings.environment.put(
                    "URL",
                    new Template(List.of(
                            new Template.Literal("http://localhost:"), new Template.Variable("PORT"),
                            new Template.Literal("/"), new Template.Variable("instance"))));
            settings.environment.put("PORT", Template.literal("80"));
            return settings;
        });

        LaunchPlan plan = LaunchPlan.of(shop, 2, 4001);

        assertEquals(Map.of("COLOUR", "blue", "URL", "http://localhost:4001/2", "PORT", "4001"), plan.environment());
    }

    @Test
    void commandAndArgumentsAreExpandedAndNotSplit() {
        TenantSettings shop = Settings.tenant("shop", settings -> {
            settings.args.add(Template.literal("--port 6379"));
            settings.args.add(PORT);
            return settings;
        });

        LaunchContext context = LaunchPlan.of(shop, 1, 4001).context(Map.of("a", "b"));

        assertEquals(Optional.of("serve"), context.command());
        assertEquals(List.of("--port 6379", "4001"), context.args());
        assertEquals(Map.of("a", "b"), context.options());
    }

    @Test
    void theSpecNamesPortPidFileAndOwner() {
        TenantSettings shop = Settings.tenant("shop", pidFile("tmp/pids/shop.pid"));

        LaunchSpec spec = LaunchPlan.of(shop, 2, 4001).spec(List.of("serve"), "digest");

        assertEquals("shop.2", spec.owner().label());
        assertEquals(OptionalInt.of(4001), spec.port());
        assertEquals(Optional.of(Path.of("/nowhere/tmp/pids/shop.2.pid")), spec.pidFile());
        assertEquals("tmp/pids/shop.2.pid", spec.environment().get("PIDFILE"));
        assertEquals("digest", spec.digest());
    }

    @ParameterizedTest
    @CsvSource({
        "tmp/shop.pid, 1, tmp/shop.pid",
        "tmp/shop.pid, 3, tmp/shop.3.pid",
        "/run/shop, 2, /run/shop.2",
        "tmp/v1.2/shop, 2, tmp/v1.2/shop.2",
        "tmp/.pid, 2, tmp/.pid.2",
        "shop.tar.pid, 2, shop.tar.2.pid"
    })
    void eachInstanceHasAPidFileOfItsOwn(String configured, int number, String expected) {
        TenantSettings shop = Settings.tenant("shop", pidFile(configured));

        assertEquals(expected, LaunchPlan.of(shop, number, 4001).environment().get("PIDFILE"));
    }

    @Test
    void aPidFileThatDiffersByItselfIsLeftAsItIs() {
        TenantSettings shop = Settings.tenant("shop", settings -> {
            settings.environment.put("PIDFILE", PORT);
            return settings;
        });

        assertEquals("4001", LaunchPlan.of(shop, 2, 4001).environment().get("PIDFILE"));
    }

    @Test
    void anEmptyPidFileIsNone() {
        assertEquals(
                Optional.empty(),
                LaunchPlan.of(Settings.tenant("shop", pidFile("")), 2, 4001).pidFile());
        assertEquals(
                Optional.empty(),
                LaunchPlan.of(Settings.tenant("shop", same -> same), 2, 4001).pidFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/rails", "config/application.rb"})
    void aRailsApplicationWithoutAPidFileIsGivenOneOfThePort(String sign, @TempDir Path folder) throws IOException {
        Path file = folder.resolve(sign);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        UnaryOperator<Settings> rails = settings -> {
            settings.workingDirectory = folder;
            return settings;
        };

        LaunchPlan plan = LaunchPlan.of(Settings.tenant("shop", rails), 2, 4001);
        LaunchPlan told = LaunchPlan.of(
                Settings.tenant("shop", settings -> pidFile("shop.pid").apply(rails.apply(settings))), 1, 4001);

        assertEquals("tmp/pids/navigator-4001.pid", plan.environment().get("PIDFILE"));
        assertEquals(Optional.of(folder.resolve("tmp/pids/navigator-4001.pid")), plan.pidFile());
        assertEquals("shop.pid", told.environment().get("PIDFILE"));
    }

    @Test
    void whatMakesAnotherProcessChangesTheDigest() {
        String digest = digest(same -> same);

        assertEquals(digest, digest(same -> same));
        assertNotEquals(digest, digest(shop -> {
            shop.command = Optional.of(Template.literal("other"));
            return shop;
        }));
        assertNotEquals(digest, digest(shop -> {
            shop.args.add(Template.literal(""));
            return shop;
        }));
        assertNotEquals(digest, digest(shop -> {
            shop.environment.put("A", Template.literal("b"));
            return shop;
        }));
        assertNotEquals(digest, digest(shop -> {
            shop.workingDirectory = Path.of("/elsewhere");
            return shop;
        }));
        assertNotEquals(digest, digest(shop -> {
            shop.strategies.put(StrategyKind.LAUNCH, StrategyChoice.named("jar"));
            return shop;
        }));
    }

    @Test
    void whatAppliesToARunningProcessDoesNot() {
        assertEquals(digest(same -> same), digest(shop -> {
            shop.maxProcesses = 3;
            shop.concurrency = 17;
            shop.healthCheck = Optional.of("/up");
            shop.dependsOn = List.of("redis");
            return shop;
        }));
    }

    private static String digest(UnaryOperator<Settings> changes) {
        return LaunchDigest.of(Settings.tenant("shop", changes));
    }

    private static UnaryOperator<Settings> pidFile(String name) {
        return settings -> {
            settings.environment.put("PIDFILE", Template.literal(name));
            return settings;
        };
    }
}
