package dev.navigator.proxy.exchange;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.HeadLimits;
import dev.navigator.proxy.routing.RouteTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What exchanges have to know of one configuration, in the form they need. Immutable; an exchange ends with the one it began with. */
public final class ProxySettings {

    /** What Navigator answers itself. */
    static final class Health {
        final byte[] path;
        final int status;
        final byte[] body;
        final String contentType;

        Health(ServerSettings.HealthCheck check) {
            path = Ascii.bytes(check.path());
            status = check.status();
            body = check.body().getBytes(StandardCharsets.UTF_8);
            contentType = check.contentType();
        }
    }

    private static final int RESPONSE_HEAD = 64 << 10;
    private static final int RESPONSE_FIELDS = 500;

    final HeadLimits headLimits;
    final HeadLimits responseHeadLimits;
    final long bodyLimit;
    final int connections;
    final int connectionsPerClient;
    final long headNanos;
    final long bodyIdleNanos;
    final long keepAliveNanos;
    final Duration connect;
    final long responseNanos;
    final long tunnelIdleNanos;
    final long startPageNanos;
    final RouteTable routes;
    final StrategyChoice router;
    final TrustedProxies trusted;
    final @Nullable Health health;
    final Map<Integer, byte[]> errorPages;

    /**
     * @param errorPages HTML by status, read already
     */
    public ProxySettings(Configuration configuration, Map<Integer, byte[]> errorPages) {
        ServerSettings server = configuration.server();
        HttpTimeouts timeouts = server.timeouts();
        headLimits = new HeadLimits(
                server.limits().headBytes(),
                server.limits().headerCount(),
                server.limits().uriBytes());
        responseHeadLimits = new HeadLimits(
                Math.max(RESPONSE_HEAD, headLimits.bytes()), Math.max(RESPONSE_FIELDS, headLimits.fields()), 0);
        bodyLimit = server.limits().bodyBytes() == 0
                ? Long.MAX_VALUE
                : server.limits().bodyBytes();
        connections = server.limits().connections();
        connectionsPerClient = server.limits().connectionsPerClient();
        headNanos = timeouts.head().toNanos();
        bodyIdleNanos = timeouts.bodyIdle().toNanos();
        keepAliveNanos = timeouts.keepAlive().toNanos();
        connect = timeouts.connect();
        responseNanos = timeouts.response().toNanos();
        tunnelIdleNanos = forEver(timeouts.tunnelIdle());
        startPageNanos = forEver(server.startPageAfter());
        routes = new RouteTable(configuration.tenants());
        router = configuration.server().router();
        trusted = new TrustedProxies(server.trustedProxies());
        health = server.healthCheck().map(Health::new).orElse(null);
        this.errorPages = Map.copyOf(errorPages);
    }

    private static long forEver(Duration duration) {
        return duration.isZero() ? Long.MAX_VALUE / 2 : duration.toNanos();
    }
}
