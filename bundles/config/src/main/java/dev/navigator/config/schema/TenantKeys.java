package dev.navigator.config.schema;

import dev.navigator.config.yaml.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One entry of {@code applications.tenants}, and the defaults that {@code applications} may hold for all. */
public final class TenantKeys {

    private static final NameType TENANT_NAME = NameType.ofTenant();

    public static final Key<String> NAME = Key.of(
                    "name", TENANT_NAME, Effect.RENAME, "What the tenant is called in logs and commands; unique.")
            .by("`path` without its outer slashes");

    public static final Key<String> PATH = Key.of(
                    "path",
                    new TenantPathType(),
                    Effect.AT_ONCE,
                    "What it serves: this path and everything below it. The longest path that fits a request wins; /api and /api/"
                            + " are the same.")
            .by("`/<name>/`");

    public static final Key<Map<String, Node>> VAR = Key.of(
                    "var",
                    new MapType<>(KeyNameType.variable(), Types.raw(Types.TEXT)),
                    Effect.DEPLOYMENT,
                    "Names of the tenant's own for use as ${name} in its values and in the defaults that it takes from"
                            + " `applications`.")
            .or(Map.of(), "{}");

    public static final Key<Integer> MAX_PROCESSES = Key.of(
                    "max_processes",
                    Types.integer(1, 100_000),
                    Effect.AT_ONCE,
                    "Instances of this tenant. Lowered to `pools.max_size`, with a warning, where it is above.")
            .by("`pools.max_size`");

    public static final Key<Integer> MIN_INSTANCES = Key.of(
                    "min_instances",
                    Types.integer(0, 100_000),
                    Effect.AT_ONCE,
                    "Instances kept running, from Navigator's start on.")
            .or(0, "0");

    public static final Key<Duration> IDLE_TIMEOUT = Key.of(
                    "idle_timeout",
                    Types.POSITIVE_DURATION,
                    Effect.AT_ONCE,
                    "How long after its last request or WebSocket ended an instance stops.")
            .by("`pools.idle_timeout`");

    public static final Key<String> HEALTH_CHECK = Key.of(
                    "health_check",
                    Types.OPTIONAL_REQUEST_PATH,
                    Effect.NEXT_INSTANCE,
                    "A path that has to answer 200 to 399 before an instance counts as ready; false: listening is enough.")
            .by("none");

    public static final Key<Integer> CONCURRENCY = Key.of(
                    "concurrency",
                    Types.integer(1, 10_000),
                    Effect.AT_ONCE,
                    "Requests that one instance serves at once.")
            .or(5, "5");

    public static final Key<Integer> MAX_QUEUE = Key.of(
                    "max_queue",
                    Types.integer(1, 1_000_000),
                    Effect.AT_ONCE,
                    "Requests that may wait for an instance; further ones are answered 503.")
            .or(100, "100");

    public static final Key<Duration> QUEUE_TIMEOUT = Key.of(
                    "queue_timeout",
                    Types.POSITIVE_DURATION,
                    Effect.NEXT_REQUEST,
                    "How long a request waits for an instance; then 503.")
            .or(Duration.ofSeconds(30), "30s");

    public static final Key<Duration> START_TIMEOUT = Key.of(
                    "start_timeout",
                    Types.POSITIVE_DURATION,
                    Effect.NEXT_INSTANCE,
                    "How long an instance may take to become ready; then its start has failed.")
            .or(Duration.ofSeconds(30), "30s")
            .alias("startup_timeout");

    public static final Key<Duration> STOP_TIMEOUT = Key.of(
                    "stop_timeout",
                    Types.DURATION,
                    Effect.NEXT_STOP,
                    "From SIGTERM until SIGKILL, for an instance's whole group.")
            .or(Duration.ofSeconds(10), "10s");

    public static final Key<Duration> DRAIN_TIMEOUT = Key.of(
                    "drain_timeout",
                    Types.DURATION,
                    Effect.NEXT_STOP,
                    "How long an instance that is being replaced may go on with the requests and WebSockets it has.")
            .or(Duration.ofSeconds(30), "30s");

    public static final Key<List<Reference>> DEPENDS_ON = Key.of(
                    "depends_on",
                    Types.REFERENCES,
                    Effect.NEXT_INSTANCE,
                    "Managed processes that have to be ready before an instance starts.")
            .or(List.of(), "[]");

    /** What a tenant inherits from {@code applications}. */
    static final List<Key<?>> INHERITED = inherited();

    static final Section SECTION = new Section(
            "applications.tenants[]",
            "One application. Only `name` or `path` is needed.",
            joined(List.of(NAME, PATH), INHERITED, List.of(LaunchKeys.ARGS), GoKeys.OF_TENANT));

    private TenantKeys() {}

    private static List<Key<?>> inherited() {
        return joined(
                List.of(
                        LaunchKeys.WORKING_DIR,
                        LaunchKeys.COMMAND,
                        LaunchKeys.ENV,
                        VAR,
                        MAX_PROCESSES,
                        MIN_INSTANCES,
                        IDLE_TIMEOUT,
                        HEALTH_CHECK,
                        CONCURRENCY,
                        MAX_QUEUE,
                        QUEUE_TIMEOUT,
                        START_TIMEOUT,
                        STOP_TIMEOUT,
                        DRAIN_TIMEOUT,
                        DEPENDS_ON),
                StrategyKeys.OF_TENANT);
    }

    /** Whether {@code text} may be the name of a tenant. */
    public static boolean isName(String text) {
        return TENANT_NAME.accepts(text);
    }

    @SafeVarargs
    static List<Key<?>> joined(List<? extends Key<?>>... lists) {
        List<Key<?>> all = new ArrayList<>();
        for (List<? extends Key<?>> list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
