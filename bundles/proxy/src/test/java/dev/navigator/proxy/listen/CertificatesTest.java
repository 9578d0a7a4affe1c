package dev.navigator.proxy.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.navigator.api.config.ServerSettings;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    private static final Duration EVERY = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final ManualScheduler scheduler = new ManualScheduler();
    private int issued;

    @Test
    void aChangeThatCannotBePutInForceIsNotTheLast() throws IOException {
        AtomicInteger changes = new AtomicInteger();
        Certificates certificates =
                new Certificates(install(), Duration.ofSeconds(10), Runnable::run, scheduler, EVERY);
        certificates.read();
        certificates.follow(tls -> {
            if (changes.getAndIncrement() == 0) {
                throw new IllegalStateException("on purpose");
            }
        });

        install();
        assertThrows(IllegalStateException.class, () -> scheduler.advance(EVERY.multipliedBy(3)));
        install();
        scheduler.advance(EVERY.multipliedBy(3));

        assertEquals(2, changes.get());
    }

    /** Another certificate than before, in the same files. */
    private ServerSettings.Tls install() throws IOException {
        ServerSettings.Tls files = new ServerSettings.Tls(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        TestCertificate.of(TestCertificate.Kind.EC, "shop " + ++issued).write(files.certificate(), files.key());
        return files;
    }
}
