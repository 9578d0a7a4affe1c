package dev.navigator.config.schema;

import dev.navigator.api.config.ServerSettings.Listen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code server} without its limits and timeouts. */
public final class ServerKeys {

    public static final Key<Listen> LISTEN = Key.of(
                    "listen",
                    Types.LISTEN,
                    Effect.REBIND,
                    "Where Navigator listens: a port on all addresses, or host:port. Port 0 lets the system choose.")
            .or(new Listen(Optional.empty(), 3000), "3000");

    public static final Key<Path> PID_FILE = Key.of(
                    "pid_file", Types.PATH, Effect.RESTART, "Holds the process ID of Navigator itself while it runs.")
            .or(Path.of("/tmp/navigator.pid"), "/tmp/navigator.pid");

    public static final Key<Path> STATE_DIR = Key.of(
                    "state_dir",
                    Types.PATH,
                    Effect.RESTART,
                    "A folder for this Navigator alone: its record of running processes, their output, the control socket.")
            .by("`pid_file` with `.state` in place of `.pid`");

    public static final Key<Duration> SHUTDOWN_TIMEOUT = Key.of(
                    "shutdown_timeout",
                    Types.POSITIVE_DURATION,
                    Effect.AT_ONCE,
                    "For a graceful shutdown as a whole; what is left then is killed. Keep it below the service manager's own limit.")
            .or(Duration.ofSeconds(25), "25s");

    public static final Key<Fields> LIMITS =
            Key.of("limits", Types.section(HttpKeys.LIMITS), Effect.PART, "How much a client may ask for.");

    public static final Key<Fields> TIMEOUTS =
            Key.of("timeouts", Types.section(HttpKeys.TIMEOUTS), Effect.PART, "How long Navigator waits for whom.");

    public static final Key<List<String>> TRUSTED_PROXIES = Key.of(
                    "trusted_proxies",
                    Types.ADDRESS_BLOCKS,
                    Effect.NEXT_REQUEST,
                    "Addresses or CIDR blocks of proxies in front, whose X-Forwarded-* and X-Request-Id are believed.")
            .or(List.of(), "[]");

    public static final Key<String> HEALTH_PATH = Key.of(
                    "path",
                    Types.REQUEST_PATH,
                    Effect.NEXT_REQUEST,
                    "The path that Navigator answers itself, before any tenant.")
            .required();

    public static final Key<Integer> HEALTH_STATUS = Key.of(
                    "status", Types.integer(200, 599), Effect.NEXT_REQUEST, "The status of the answer.")
            .or(200, "200");

    public static final Key<String> HEALTH_BODY = Key.of(
                    "body", Types.TEXT, Effect.NEXT_REQUEST, "The body of the answer.")
            .or("OK\n", "\"OK\\n\"");

    public static final Key<String> HEALTH_CONTENT_TYPE = Key.of(
                    "content_type", new HeaderType(), Effect.NEXT_REQUEST, "The Content-Type of the answer.")
            .or("text/plain; charset=utf-8", "text/plain; charset=utf-8");

    static final Section HEALTH = Section.withShorthand(
            "server.health_check",
            "A path that tells whether Navigator is alive, without waking an application.",
            HEALTH_PATH,
            List.of(HEALTH_PATH, HEALTH_STATUS, HEALTH_BODY, HEALTH_CONTENT_TYPE));

    public static final Key<Fields> HEALTH_CHECK = Key.of(
                    "health_check",
                    Types.section(HEALTH),
                    Effect.NEXT_REQUEST,
                    "A path that Navigator answers itself, without waking an application; or a mapping with more detail.")
            .by("none");

    public static final Key<Map<Integer, Path>> ERROR_PAGES = Key.of(
                    "error_pages",
                    new MapType<>(Types.integer(400, 599), Types.READABLE_FILE),
                    Effect.NEXT_REQUEST,
                    "HTML files to answer with in place of Navigator's own short messages, by status.")
            .or(Map.of(), "{}");

    public static final Key<Duration> START_PAGE_AFTER = Key.of(
                    "start_page_after",
                    Types.DURATION,
                    Effect.NEXT_REQUEST,
                    "How long a browser waits for a starting tenant until it is shown a page that reloads itself; 0: it waits on.")
            .or(Duration.ofSeconds(5), "5s");

    public static final Key<Path> CERTIFICATE = Key.of(
                    "certificate",
                    Types.READABLE_FILE,
                    Effect.NEXT_CONNECTION,
                    "The certificate and those that vouch for it, as PEM. Read again when the file changes.")
            .required();

    public static final Key<Path> PRIVATE_KEY = Key.of(
                    "key",
                    Types.READABLE_FILE,
                    Effect.NEXT_CONNECTION,
                    "The certificate's private key, as PEM. Read again when the file changes.")
            .required();

    static final Section TLS_SECTION =
            new Section("server.tls", "With this section Navigator speaks TLS.", List.of(CERTIFICATE, PRIVATE_KEY));

    public static final Key<Fields> TLS = Key.of(
                    "tls",
                    Types.section(TLS_SECTION),
                    Effect.NEXT_CONNECTION,
                    "Certificate and key, for HTTPS and HTTP/2.")
            .by("none");

    public static final Key<Boolean> WATCH_CONFIG = Key.of(
                    "watch_config",
                    Types.BOOLEAN,
                    Effect.AT_ONCE,
                    "Whether a saved change of this file is applied by itself. Other than a reload, it gives no unchanged tenant"
                            + " new instances.")
            .or(false, "false");

    static final Section SECTION = new Section(
            "server",
            "Navigator itself and its front door.",
            List.of(
                    LISTEN,
                    PID_FILE,
                    STATE_DIR,
                    SHUTDOWN_TIMEOUT,
                    LIMITS,
                    TIMEOUTS,
                    TRUSTED_PROXIES,
                    HEALTH_CHECK,
                    ERROR_PAGES,
                    START_PAGE_AFTER,
                    TLS,
                    WATCH_CONFIG,
                    StrategyKeys.ROUTER));

    private ServerKeys() {}
}
