package dev.navigator.config.schema;

import dev.navigator.api.config.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a process is started: keys that tenants and managed processes share but for what a change of them does. */
public final class LaunchKeys {

    public static final Key<Path> WORKING_DIR = workingDir(Effect.DEPLOYMENT).alias("root");
    public static final Key<Template> COMMAND = command(Effect.DEPLOYMENT).by("what the strategy `launch` finds");
    public static final Key<List<Template>> ARGS = args(Effect.DEPLOYMENT);
    public static final Key<Map<String, Template>> ENV = env(Effect.DEPLOYMENT);

    public static final Key<Path> PROCESS_WORKING_DIR = workingDir(Effect.PROCESS);
    public static final Key<Template> PROCESS_COMMAND =
            command(Effect.PROCESS).by("required: without it the process is left out, with a warning");
    public static final Key<List<Template>> PROCESS_ARGS = args(Effect.PROCESS);
    public static final Key<Map<String, Template>> PROCESS_ENV = env(Effect.PROCESS);

    private LaunchKeys() {}

    private static Key<Path> workingDir(Effect effect) {
        return Key.of(
                        "working_dir",
                        Types.PATH,
                        effect,
                        "The folder it runs in; a relative one starts at Navigator's own. Symbolic links are followed at each start.")
                .by("Navigator's own");
    }

    private static Key<Template> command(Effect effect) {
        return Key.of(
                "command",
                Types.TEMPLATE,
                effect,
                "The program to run. Without a slash it is looked for in PATH, with one it is relative to the working folder.");
    }

    private static Key<List<Template>> args(Effect effect) {
        return Key.of(
                        "args",
                        Types.ARGUMENTS,
                        effect,
                        "Its arguments, each passed on exactly as written: no shell, no splitting, no interpretation.")
                .or(List.of(), "[]");
    }

    private static Key<Map<String, Template>> env(Effect effect) {
        return Key.of(
                        "env",
                        Types.ENVIRONMENT,
                        effect,
                        "Environment variables in addition to Navigator's own, values exactly as written.")
                .or(Map.of(), "{}");
    }
}
