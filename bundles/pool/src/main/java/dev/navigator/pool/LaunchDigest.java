package dev.navigator.pool;

import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether two settings of a tenant start the same thing. Limits, timeouts, paths and checks do not count: they apply
 * to what runs already.
 */
final class LaunchDigest {

    private final MessageDigest sha = sha256();

    private LaunchDigest() {}

    static String of(TenantSettings settings) {
        LaunchSettings launch = settings.launch();
        StrategyChoice factory = settings.strategy(StrategyKind.LAUNCH);
        return new LaunchDigest()
                .add(launch.workingDirectory())
                .add(launch.command())
                .add(launch.args())
                .addAll(launch.environment())
                .add(factory.name())
                .add(factory.version())
                .addAll(factory.options())
                .text();
    }

    private LaunchDigest add(Object value) {
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        sha.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) ':');
        sha.update(bytes);
        return this;
    }

    private LaunchDigest addAll(Map<String, ?> values) {
        add(values.size());
        new TreeMap<>(values).forEach((name, value) -> add(name).add(value));
        return this;
    }

    private String text() {
        return HexFormat.of().formatHex(sha.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
