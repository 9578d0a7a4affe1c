package dev.navigator.api.config;

import dev.navigator.api.strategy.StrategyChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code server}.
 *
 * @param pidFile Navigator's own
 * @param stateDirectory this Navigator's alone; by default beside the PID file
 * @param shutdownTimeout for the whole of a graceful shutdown
 * @param trustedProxies addresses or CIDR blocks whose {@code X-Forwarded-*} and {@code X-Request-Id} are believed
 * @param healthCheck answered by Navigator itself
 * @param errorPages HTML files by status
 * @param startPageAfter how long a browser waits for a starting tenant before it sees the start page; zero: no start page
 * @param watchConfig whether a saved change of the file reloads it
 * @param router chooses the strategy that says which tenant a request belongs to
 */
public record ServerSettings(
        Listen listen,
        Path pidFile,
        Path stateDirectory,
        Duration shutdownTimeout,
        HttpLimits limits,
        HttpTimeouts timeouts,
        List<String> trustedProxies,
        Optional<HealthCheck> healthCheck,
        Map<Integer, Path> errorPages,
        Duration startPageAfter,
        Optional<Tls> tls,
        boolean watchConfig,
        StrategyChoice router) {

    public ServerSettings {
        trustedProxies = List.copyOf(trustedProxies);
        errorPages = Map.copyOf(errorPages);
    }

    /** As above, with whatever router serves. */
    public ServerSettings(
            Listen listen,
            Path pidFile,
            Path stateDirectory,
            Duration shutdownTimeout,
            HttpLimits limits,
            HttpTimeouts timeouts,
            List<String> trustedProxies,
            Optional<HealthCheck> healthCheck,
            Map<Integer, Path> errorPages,
            Duration startPageAfter,
            Optional<Tls> tls,
            boolean watchConfig) {
        this(
                listen,
                pidFile,
                stateDirectory,
                shutdownTimeout,
                limits,
                timeouts,
                trustedProxies,
                healthCheck,
                errorPages,
                startPageAfter,
                tls,
                watchConfig,
                StrategyChoice.ANY);
    }

    /**
     * Where Navigator listens.
     *
     * @param host a name or address; empty: all local addresses
     * @param port 0 lets the system choose
     */
    public record Listen(Optional<String> host, int port) {
        @Override
        public String toString() {
            return host.map(h -> h.contains(":") ? "[" + h + "]" : h).orElse("*") + ":" + port;
        }
    }

    /** A path that Navigator answers without waking an application. */
    public record HealthCheck(String path, int status, String body, String contentType) {}

    /** Certificate chain and private key, both PEM files, read again when they change. */
    public record Tls(Path certificate, Path key) {}
}
