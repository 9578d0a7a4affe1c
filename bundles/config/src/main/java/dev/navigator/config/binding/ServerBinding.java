package dev.navigator.config.binding;

import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.ServerSettings.HealthCheck;
import dev.navigator.api.config.ServerSettings.Tls;
import dev.navigator.api.config.TlsCredentials;
import dev.navigator.api.config.TlsFileException;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.HttpKeys;
import dev.navigator.config.schema.ServerKeys;
import dev.navigator.config.schema.StrategyKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Reads the section {@code server}. */
final class ServerBinding {

    private static final String PID_SUFFIX = ".pid";
    private static final String STATE_SUFFIX = ".state";

    private final Fields fields;

    ServerBinding(Fields fields) {
        this.fields = fields;
    }

    ServerSettings settings() {
        Path pidFile = fields.get(ServerKeys.PID_FILE);
        return new ServerSettings(
                fields.get(ServerKeys.LISTEN),
                pidFile,
                fields.find(ServerKeys.STATE_DIR).orElse(beside(pidFile)),
                fields.get(ServerKeys.SHUTDOWN_TIMEOUT),
                limits(fields.section(ServerKeys.LIMITS)),
                timeouts(fields.section(ServerKeys.TIMEOUTS)),
                fields.get(ServerKeys.TRUSTED_PROXIES),
                healthCheck(fields.find(ServerKeys.HEALTH_CHECK)),
                fields.get(ServerKeys.ERROR_PAGES),
                fields.get(ServerKeys.START_PAGE_AFTER),
                tls(fields.find(ServerKeys.TLS)),
                fields.get(ServerKeys.WATCH_CONFIG),
                fields.get(StrategyKeys.ROUTER));
    }

    private static Path beside(Path pidFile) {
        String name = String.valueOf(pidFile.getFileName());
        String stem = name.endsWith(PID_SUFFIX) ? name.substring(0, name.length() - PID_SUFFIX.length()) : name;
        return pidFile.resolveSibling(stem + STATE_SUFFIX);
    }

    private static HttpLimits limits(Fields limits) {
        return new HttpLimits(
                limits.get(HttpKeys.HEADER_SIZE).intValue(),
                limits.get(HttpKeys.HEADER_COUNT),
                limits.get(HttpKeys.URI_SIZE).intValue(),
                limits.get(HttpKeys.BODY_SIZE),
                limits.get(HttpKeys.CONNECTIONS),
                limits.get(HttpKeys.CONNECTIONS_PER_CLIENT));
    }

    private static HttpTimeouts timeouts(Fields timeouts) {
        return new HttpTimeouts(
                timeouts.get(HttpKeys.HEADER),
                timeouts.get(HttpKeys.BODY_IDLE),
                timeouts.get(HttpKeys.KEEP_ALIVE),
                timeouts.get(HttpKeys.CONNECT),
                timeouts.get(HttpKeys.RESPONSE),
                timeouts.get(HttpKeys.TUNNEL_IDLE));
    }

    private static Optional<HealthCheck> healthCheck(Optional<Fields> section) {
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Fields check = section.get();
        int status = check.get(ServerKeys.HEALTH_STATUS);
        String body = check.get(ServerKeys.HEALTH_BODY);
        String contentType = check.get(ServerKeys.HEALTH_CONTENT_TYPE);
        Optional<String> path = check.require(ServerKeys.HEALTH_PATH);
        return path.isPresent()
                ? Optional.of(new HealthCheck(path.get(), status, body, contentType))
                : Optional.empty();
    }

    private static Optional<Tls> tls(Optional<Fields> section) {
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> certificate = section.get().require(ServerKeys.CERTIFICATE);
        Optional<Path> key = section.get().require(ServerKeys.PRIVATE_KEY);
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        Tls files = new Tls(certificate.get(), key.get());
        check(files, section.get());
        return Optional.of(files);
    }

    /** The files may change later; but what cannot be used now is better known now. */
    private static void check(Tls files, Fields section) {
        try {
            TlsCredentials.read(files)
                    .doubt(Instant.now())
                    .ifPresent(doubt -> section.warning(ServerKeys.CERTIFICATE, doubt));
        } catch (TlsFileException e) {
            boolean key = e.file().equals(files.key());
            section.error(key ? ServerKeys.PRIVATE_KEY : ServerKeys.CERTIFICATE, e.problem());
        }
    }
}
