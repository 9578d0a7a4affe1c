package dev.navigator.managed;

import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.processes.RunningProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Makes probes out of ready checks. */
final class Probes {

    /** How long one look may take. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int FIRST_GOOD = 200;
    private static final int FIRST_BAD = 400;

    private Probes() {}

    static Probe of(ReadyCheck check, ManagedProcessSettings settings, RunningProcess process) {
        if (check instanceof ReadyCheck.Tcp tcp) {
            return () -> connect(tcp.host(), tcp.port());
        }
        if (check instanceof ReadyCheck.Http http) {
            return () -> get(http.url());
        }
        if (check instanceof ReadyCheck.Command command) {
            return new CommandProbe(
                    command.command(), settings.launch().workingDirectory(), Launch.environment(settings));
        }
        return new LogProbe(((ReadyCheck.Log) check).pattern(), process.output());
    }

    private static Optional<String> connect(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(host + ":" + port + " does not accept connections: " + e.getMessage());
        }
    }

    private static Optional<String> get(URI url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            try {
                int status = connection.getResponseCode();
                return status >= FIRST_GOOD && status < FIRST_BAD
                        ? Optional.empty()
                        : Optional.of("GET " + url + " answers " + status);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.of("GET " + url + ": " + e.getMessage());
        }
    }
}
