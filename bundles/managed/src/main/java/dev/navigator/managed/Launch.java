package dev.navigator.managed;

import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.Template;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Makes what is to be launched out of the configuration. */
final class Launch {

    private Launch() {}

    static LaunchSpec spec(ManagedProcessSettings settings) {
        List<String> command = command(settings);
        Map<String, String> environment = environment(settings);
        return new LaunchSpec(
                owner(settings.name()),
                command,
                settings.launch().workingDirectory(),
                environment,
                OptionalInt.empty(),
                Optional.empty(),
                digest(settings.launch(), command, environment));
    }

    static Owner owner(String name) {
        return new Owner(Owner.Kind.MANAGED, name, 1);
    }

    /** Equal exactly when both would launch the same command, in the same folder, with the same environment. */
    static String digest(ManagedProcessSettings settings) {
        return digest(settings.launch(), command(settings), environment(settings));
    }

    static Map<String, String> environment(ManagedProcessSettings settings) {
        Map<String, String> environment = new TreeMap<>();
        settings.launch()
                .environment()
                .forEach((name, value) -> environment.put(name, value.expand(variables(settings))));
        return environment;
    }

    private static List<String> command(ManagedProcessSettings settings) {
        List<String> argv = new ArrayList<>();
        settings.launch().command().ifPresent(command -> argv.add(command.expand(variables(settings))));
        for (Template arg : settings.launch().args()) {
            argv.add(arg.expand(variables(settings)));
        }
        return argv;
    }

    static Map<String, String> variables(ManagedProcessSettings settings) {
        return Map.of("name", settings.name(), "instance", "1");
    }

    private static String digest(LaunchSettings launch, List<String> command, Map<String, String> environment) {
        MessageDigest sha = sha256();
        command.forEach(argument -> add(sha, argument));
        add(sha, "");
        add(sha, launch.workingDirectory().toString());
        environment.forEach((name, value) -> {
            add(sha, name);
            add(sha, value);
        });
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void add(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
