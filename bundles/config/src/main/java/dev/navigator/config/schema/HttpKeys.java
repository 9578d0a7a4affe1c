package dev.navigator.config.schema;

import java.time.Duration;
import java.util.List;

/** The sections {@code server.limits} and {@code server.timeouts}. */
public final class HttpKeys {

    private static final long KIB = 1024;
    private static final long GIB = 1L << 30;

    public static final Key<Long> HEADER_SIZE = Key.of(
                    "header_size",
                    Types.size(1 * KIB, 1024 * KIB),
                    Effect.NEXT_REQUEST,
                    "Bytes of request line and header fields together; more is answered 431.")
            .or(32 * KIB, "32k");

    public static final Key<Integer> HEADER_COUNT = Key.of(
                    "header_count",
                    Types.integer(10, 10_000),
                    Effect.NEXT_REQUEST,
                    "Header fields of a request; more are answered 431.")
            .or(100, "100");

    public static final Key<Long> URI_SIZE = Key.of(
                    "uri_size",
                    Types.size(256, 1024 * KIB),
                    Effect.NEXT_REQUEST,
                    "Bytes of a request's target; more is answered 414.")
            .or(8 * KIB, "8k");

    public static final Key<Long> BODY_SIZE = Key.of(
                    "body_size",
                    Types.size(0, 1024 * GIB),
                    Effect.NEXT_REQUEST,
                    "Bytes of a request's body; more is answered 413. 0: no limit, since bodies are streamed and never stored.")
            .or(0L, "0");

    public static final Key<Integer> CONNECTIONS = Key.of(
                    "connections",
                    Types.integer(1, 1_000_000),
                    Effect.NEXT_CONNECTION,
                    "Open client connections; further ones are answered 503 and closed.")
            .or(10_000, "10000");

    public static final Key<Integer> CONNECTIONS_PER_CLIENT = Key.of(
                    "connections_per_client",
                    Types.integer(0, 1_000_000),
                    Effect.NEXT_CONNECTION,
                    "Open connections of one address; 0: no limit, for Navigators behind a load balancer.")
            .or(0, "0");

    static final Section LIMITS = new Section(
            "server.limits",
            "How much a client may ask for.",
            List.of(HEADER_SIZE, HEADER_COUNT, URI_SIZE, BODY_SIZE, CONNECTIONS, CONNECTIONS_PER_CLIENT));

    public static final Key<Duration> HEADER = Key.of(
                    "header",
                    Types.POSITIVE_DURATION,
                    Effect.NEXT_REQUEST,
                    "For the head of a request, from its first byte; then 408.")
            .or(Duration.ofSeconds(10), "10s");

    public static final Key<Duration> BODY_IDLE = Key.of(
                    "body_idle",
                    Types.POSITIVE_DURATION,
                    Effect.NEXT_REQUEST,
                    "Between two pieces of a request's body; then 408.")
            .or(Duration.ofSeconds(30), "30s");

    public static final Key<Duration> KEEP_ALIVE = Key.of(
                    "keep_alive",
                    Types.POSITIVE_DURATION,
                    Effect.AT_ONCE,
                    "For the next request on an idle client connection; then it is closed.")
            .or(Duration.ofSeconds(75), "75s");

    public static final Key<Duration> CONNECT = Key.of(
                    "connect",
                    Types.POSITIVE_DURATION,
                    Effect.NEXT_REQUEST,
                    "For an instance to accept a connection; then 503.")
            .or(Duration.ofSeconds(5), "5s");

    public static final Key<Duration> RESPONSE = Key.of(
                    "response",
                    Types.POSITIVE_DURATION,
                    Effect.NEXT_REQUEST,
                    "For an instance to begin its response, and between two pieces of it; then 504, or the response is broken off.")
            .or(Duration.ofMinutes(2), "2m");

    public static final Key<Duration> TUNNEL_IDLE = Key.of(
                    "tunnel_idle",
                    Types.DURATION,
                    Effect.NEXT_REQUEST,
                    "For any byte, in either direction, of an upgraded connection such as a WebSocket; 0: for ever.")
            .or(Duration.ofHours(1), "1h");

    static final Section TIMEOUTS = new Section(
            "server.timeouts",
            "How long Navigator waits for whom.",
            List.of(HEADER, BODY_IDLE, KEEP_ALIVE, CONNECT, RESPONSE, TUNNEL_IDLE));

    private HttpKeys() {}
}
