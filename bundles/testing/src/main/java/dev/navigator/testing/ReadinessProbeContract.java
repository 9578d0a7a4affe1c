package dev.navigator.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every readiness probe has to do; to be extended by the test of one. */
public abstract class ReadinessProbeContract {

    /** An empty folder for each test: the instance's working folder. */
    @TempDir
    protected Path folder;

    /** For subclasses. The folder is injected before each test. */
    protected ReadinessProbeContract() {
        folder = Path.of("");
    }

    /** The probe under test. */
    protected abstract ReadinessProbe probe();

    /** Makes an instance ready in the sense of the probe, until the answer is closed. */
    protected abstract AutoCloseable readyInstance(int port) throws IOException;

    /** Whether the probe says no while there is nothing at all; most do. */
    protected boolean asksForSomething() {
        return true;
    }

    /** Options it is to be asked with; none unless overridden. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** The configured health check; none unless overridden. */
    protected Optional<String> healthCheck() {
        return Optional.empty();
    }

    /** What the probe is told of the instance. */
    protected ProbeContext context(int port, Duration timeout) {
        return new ProbeContext(
                new Owner(Owner.Kind.TENANT, "shop", 1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                healthCheck(),
                folder,
                folder.resolve("output"),
                timeout,
                options());
    }

    @Test
    void itSaysYesOfAnInstanceThatIsReady() throws Exception {
        int port = freePort();
        try (AutoCloseable instance = readyInstance(port)) {
            assertTrue(instance != null && probe().ready(context(port, Duration.ofSeconds(5))));
        }
    }

    @Test
    void itSaysNotYetWhileThereIsNothing() throws Exception {
        int port = freePort();

        assertFalse(asksForSomething() && ready(context(port, Duration.ofSeconds(5))));
    }

    @Test
    void itComesBackInTimeFromAnInstanceThatHangs() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ProbeContext context = context(silent.getLocalPort(), Duration.ofMillis(200));

            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> ready(context));
        }
    }

    /** An exception means "not yet". */
    private boolean ready(ProbeContext context) {
        try {
            return probe().ready(context);
        } catch (Exception e) { // as the interface declares
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
