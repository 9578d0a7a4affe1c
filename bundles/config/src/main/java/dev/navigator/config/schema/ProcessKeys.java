package dev.navigator.config.schema;

import dev.navigator.api.config.ServerSettings.Listen;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** One entry of {@code managed_processes}. */
public final class ProcessKeys {

    public static final Key<String> NAME = Key.of(
                    "name",
                    Types.NAME,
                    Effect.PROCESS_RENAME,
                    "What the process is called in logs and commands; unique among managed processes.")
            .required();

    public static final Key<Boolean> AUTO_RESTART = Key.of(
                    "auto_restart",
                    Types.BOOLEAN,
                    Effect.AT_ONCE,
                    "Whether it is started again after a non-zero exit or a signal; not after exit 0, nor when it was stopped by hand.")
            .or(false, "false");

    public static final Key<Duration> START_DELAY = Key.of(
                    "start_delay",
                    Types.DURATION,
                    Effect.AT_ONCE,
                    "From Navigator's start until its first start. It never starts before the process listed before it.")
            .or(Duration.ZERO, "0");

    public static final Key<Duration> STOP_TIMEOUT = Key.of(
                    "stop_timeout",
                    Types.DURATION,
                    Effect.NEXT_STOP,
                    "From SIGTERM until SIGKILL, for its whole group.")
            .or(Duration.ofSeconds(10), "10s");

    public static final Key<List<Reference>> DEPENDS_ON = Key.of(
                    "depends_on",
                    Types.REFERENCES,
                    Effect.AT_ONCE,
                    "Managed processes that have to be ready before it starts, and that stop after it.")
            .or(List.of(), "[]");

    public static final Key<Listen> TCP = Key.of(
            "tcp",
            Types.ADDRESS,
            Effect.AT_ONCE,
            "It is ready when this port, of 127.0.0.1 or the host named, accepts.");

    public static final Key<URI> HTTP =
            Key.of("http", Types.URL, Effect.AT_ONCE, "It is ready when GET of this address answers 200 to 399.");

    public static final Key<List<String>> PROBE = Key.of(
            "command",
            new OneOrMoreType<>(Types.TEXT),
            Effect.AT_ONCE,
            "It is ready when this program, a list with its arguments, exits with 0.");

    public static final Key<Pattern> LOG = Key.of(
            "log",
            Types.PATTERN,
            Effect.AT_ONCE,
            "It is ready when part of a line of its output fits this regular expression.");

    public static final Key<Duration> READY_TIMEOUT = Key.of(
                    "timeout",
                    Types.POSITIVE_DURATION,
                    Effect.AT_ONCE,
                    "How long it may take until the log says that it does not become ready.")
            .or(Duration.ofSeconds(30), "30s");

    static final Section READY_SECTION = new Section(
            "managed_processes[].ready",
            "What makes it ready: exactly one of `tcp`, `http`, `command` and `log`.",
            List.of(TCP, HTTP, PROBE, LOG, READY_TIMEOUT));

    public static final Key<Fields> READY = Key.of(
                    "ready",
                    Types.section(READY_SECTION),
                    Effect.AT_ONCE,
                    "What makes it ready for those that depend on it.")
            .by("ready as soon as it is started");

    static final Section SECTION = new Section(
            "managed_processes[]",
            "A process that runs beside the tenants, such as Redis or Sidekiq. Started in the order of the list, stopped in reverse.",
            List.of(
                    NAME,
                    LaunchKeys.PROCESS_COMMAND,
                    LaunchKeys.PROCESS_ARGS,
                    LaunchKeys.PROCESS_WORKING_DIR,
                    LaunchKeys.PROCESS_ENV,
                    AUTO_RESTART,
                    START_DELAY,
                    STOP_TIMEOUT,
                    DEPENDS_ON,
                    READY,
                    StrategyKeys.PROCESS_RESTART));

    private ProcessKeys() {}
}
