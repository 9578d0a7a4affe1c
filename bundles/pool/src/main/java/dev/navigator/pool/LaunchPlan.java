package dev.navigator.pool;

import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.Template;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How one instance is to be started: the tenant's settings with this instance's number and port filled in.
 *
 * @param environment what is added to Navigator's own
 * @param pidFile absolute
 */
record LaunchPlan(
        TenantSettings settings, int number, int port, Map<String, String> environment, Optional<Path> pidFile) {

    private static final String PIDFILE = "PIDFILE";

    static LaunchPlan of(TenantSettings settings, int number, int port) {
        Map<String, String> variables = variables(number, port);
        Map<String, String> environment = new HashMap<>();
        settings.launch().environment().forEach((name, value) -> environment.put(name, value.expand(variables)));
        Template configured = settings.launch().environment().get(PIDFILE);
        if (configured != null) {
            environment.compute(PIDFILE, (name, value) -> instanceOwn(configured, value, number));
        }
        environment.put("PORT", Integer.toString(port));
        if (!environment.containsKey(PIDFILE) && needsPidFile(settings.launch().workingDirectory())) {
            environment.put(PIDFILE, "tmp/pids/navigator-" + port + ".pid");
        }
        Optional<Path> pidFile = Optional.ofNullable(environment.get(PIDFILE))
                .filter(name -> !name.isBlank())
                .map(name -> settings.launch().workingDirectory().resolve(name).normalize());
        return new LaunchPlan(settings, number, port, Map.copyOf(environment), pidFile);
    }

    /** What a launch strategy may know. */
    LaunchContext context(Map<String, String> options) {
        LaunchSettings launch = settings.launch();
        Map<String, String> variables = variables(number, port);
        return new LaunchContext(
                settings.id(),
                number,
                port,
                launch.workingDirectory(),
                launch.command().map(command -> command.expand(variables)),
                launch.args().stream().map(arg -> arg.expand(variables)).toList(),
                environment,
                options);
    }

    LaunchSpec spec(List<String> command, String digest) {
        return new LaunchSpec(
                new Owner(Owner.Kind.TENANT, settings.id().value(), number),
                command,
                settings.launch().workingDirectory(),
                environment,
                OptionalInt.of(port),
                pidFile,
                digest);
    }

    private static Map<String, String> variables(int number, int port) {
        return Map.of("PORT", Integer.toString(port), "instance", Integer.toString(number));
    }

    /**
     * Rails, however it is started, refuses to run beside another instance with the same PID file, and all have one by default.
     * A folder that is not to be written to is no place for one.
     */
    private static boolean needsPidFile(Path folder) {
        return Stream.of("bin/rails", "config/application.rb")
                        .map(folder::resolve)
                        .anyMatch(Files::exists)
                && Stream.of("tmp/pids", "tmp", "")
                        .map(folder::resolve)
                        .filter(Files::exists)
                        .findFirst()
                        .filter(Files::isWritable)
                        .isPresent();
    }

    /** Each instance needs a PID file of its own: {@code tmp/shop.2.pid}, unless the name differs by itself. */
    private static String instanceOwn(Template configured, String value, int number) {
        boolean differs = configured.pieces().stream().anyMatch(Template.Variable.class::isInstance);
        return number == 1 || differs || value.isBlank() ? value : numbered(value, number);
    }

    private static String numbered(String file, int number) {
        int dot = file.lastIndexOf('.');
        int name = file.lastIndexOf('/') + 1;
        return dot > name ? file.substring(0, dot) + "." + number + file.substring(dot) : file + "." + number;
    }
}
