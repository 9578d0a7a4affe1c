package dev.navigator.config.schema;

import dev.navigator.api.config.Template;
import dev.navigator.config.yaml.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How the Go original writes what a tenant runs; understood so that its files load. */
public final class GoKeys {

    public static final Key<Template> RUNTIME = Key.of(
            "runtime",
            Types.TEMPLATE,
            Effect.DEPLOYMENT,
            "The Go original's spelling of `command`: the interpreter, `ruby` where only `server` is given.");

    public static final Key<Template> SERVER = Key.of(
            "server",
            Types.TEMPLATE,
            Effect.DEPLOYMENT,
            "The Go original's spelling of the first of `args`: the script, `bin/rails` where only `runtime` is given.");

    public static final Key<String> FRAMEWORK = Key.of(
            "framework",
            Types.NAME,
            Effect.DEPLOYMENT,
            "Which entry of `applications.runtime`, `server` and `args` counts; where they have none, the same as `launch`.");

    static final List<Key<?>> OF_TENANT = List.of(RUNTIME, SERVER, FRAMEWORK);

    public static final Key<Map<String, Node>> RUNTIMES = Key.of(
                    "runtime",
                    byFramework(Types.TEMPLATE),
                    Effect.DEPLOYMENT,
                    "`runtime` of tenants, by their `framework`.")
            .or(Map.of(), "{}");

    public static final Key<Map<String, Node>> SERVERS = Key.of(
                    "server",
                    byFramework(Types.TEMPLATE),
                    Effect.DEPLOYMENT,
                    "`server` of tenants, by their `framework`.")
            .or(Map.of(), "{}");

    /** Stands for every framework. */
    public static final String ALL = "";

    public static final Key<Map<String, Node>> ARGS = Key.of(
                    "args",
                    new ArgsType(),
                    Effect.DEPLOYMENT,
                    "Arguments of tenants that have no command of their own; or, as in the Go original, a mapping of such lists by"
                            + " `framework`.")
            .or(Map.of(), "[]");

    /** The arguments of one framework. */
    public static final Key<List<Template>> FRAMEWORK_ARGS =
            Key.of("args", Types.ARGUMENTS, Effect.DEPLOYMENT, "The same as `applications.args`.");

    public static final Key<String> FRAMEWORK_NAME =
            Key.of("name", Types.NAME, Effect.DEPLOYMENT, "The framework of tenants that name none.");

    public static final Key<Template> FRAMEWORK_COMMAND =
            Key.of("command", Types.TEMPLATE, Effect.DEPLOYMENT, "The same as `applications.command`.");

    public static final Key<Path> APP_DIRECTORY =
            Key.of("app_directory", Types.PATH, Effect.DEPLOYMENT, "The same as `applications.working_dir`.");

    public static final Key<String> PORT_ENV_VAR = Key.of(
                    "port_env_var",
                    Types.NAME,
                    Effect.DEPLOYMENT,
                    "A variable that is given the port of an instance, in addition to PORT.")
            .or("PORT", "PORT");

    public static final Key<Duration> START_DELAY = Key.of(
                    "start_delay",
                    Types.DURATION,
                    Effect.AT_ONCE,
                    "Has no effect, which a warning says: Navigator finds out by itself when an instance is ready.")
            .alias("startup_delay");

    static final Section FRAMEWORK_SECTION = Section.withShorthand(
            "applications.framework",
            "The Go original's place for what all tenants run.",
            FRAMEWORK_NAME,
            List.of(FRAMEWORK_NAME, FRAMEWORK_COMMAND, FRAMEWORK_ARGS, APP_DIRECTORY, PORT_ENV_VAR, START_DELAY));

    public static final Key<Fields> FRAMEWORK_DEFAULTS = Key.of(
            "framework",
            Types.section(FRAMEWORK_SECTION),
            Effect.DEPLOYMENT,
            "The Go original's place for what all tenants run, or just the framework of tenants that name none.");

    static final List<Key<?>> OF_APPLICATIONS = List.of(ARGS, FRAMEWORK_DEFAULTS, RUNTIMES, SERVERS);

    private GoKeys() {}

    private static Type<Map<String, Node>> byFramework(Type<?> values) {
        return new MapType<>(KeyNameType.framework(), Types.raw(values));
    }
}
