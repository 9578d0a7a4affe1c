package dev.navigator.proxy.listen;

import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.TlsCredentials;
import dev.navigator.api.config.TlsFileException;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import dev.navigator.proxy.io.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in force, read again when its files have changed: connections that are open keep the one they began with.
 *
 * <p>Files are looked at again and again; changed ones are read once they have rested, since two files do not change at the same
 * moment. What cannot be used changes nothing and is reported once. Everything but the constructor blocks and runs on the
 * executor for that, one at a time.
 */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final String[] SPOKEN = {"h2", "http/1.1", "http/1.0"};
    private static final int MOST_SESSIONS = 4096;

    /** What tells a file from an earlier one in its place. */
    private record Stamp(
            @Nullable FileTime modified,
            long size,
            @Nullable Object key) {

        static Stamp of(Path file) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
            } catch (IOException e) {
                return new Stamp(null, 0, null); // in the middle of being replaced
            }
        }
    }

    private record Stamps(Stamp certificate, Stamp key) {

        static Stamps of(ServerSettings.Tls files) {
            return new Stamps(Stamp.of(files.certificate()), Stamp.of(files.key()));
        }
    }

    private final ServerSettings.Tls files;
    private final Duration handshake;
    private final Executor calculations;
    private final Scheduler scheduler;
    private final Duration every;
    private @Nullable Stamps read;
    private @Nullable Stamps last;
    private volatile @Nullable Timer timer;
    private volatile boolean ended;

    /**
     * @param handshake for a handshake as a whole
     * @param every how often to look at the files
     */
    Certificates(
            ServerSettings.Tls files, Duration handshake, Executor calculations, Scheduler scheduler, Duration every) {
        this.files = files;
        this.handshake = handshake;
        this.calculations = calculations;
        this.scheduler = scheduler;
        this.every = every;
    }

    /**
     * Reads the files.
     *
     * @throws TlsFileException when they cannot be used
     */
    Tls read() {
        read = Stamps.of(files);
        last = read;
        TlsCredentials credentials = TlsCredentials.read(files);
        credentials
                .doubt(Instant.now())
                .ifPresent(doubt -> LOG.warn("Certificate in doubt file={} reason=\"{}\"", files.certificate(), doubt));
        return new Tls(context(credentials), SPOKEN, calculations, handshake);
    }

    private static SSLContext context(TlsCredentials credentials) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OneCertificate(credentials)}, new TrustManager[0], null);
            context.getServerSessionContext().setSessionCacheSize(MOST_SESSIONS);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java speaks no TLS", e);
        }
    }

    /** Tells {@code changed} when there is something else to use, from now on. */
    void follow(Consumer<Tls> changed) {
        if (!ended) {
            timer = scheduler.after(every, scheduler.blocking(), () -> look(changed));
        }
    }

    private void look(Consumer<Tls> changed) {
        try {
            Stamps now = Stamps.of(files);
            boolean rested = now.equals(last);
            last = now;
            if (rested && !Objects.equals(now, read)) {
                renew(changed);
            }
        } finally { // whatever went wrong: they are looked at again
            follow(changed);
        }
    }

    private void renew(Consumer<Tls> changed) {
        try {
            Tls next = read();
            if (!ended) {
                changed.accept(next);
                LOG.info("Certificate read again file={}", files.certificate());
            }
        } catch (TlsFileException e) {
            LOG.error("Changed certificate not used, the one before serves on: {}", e.problem());
        }
    }

    /** Looks no more. */
    void end() {
        ended = true;
        Timer current = timer;
        if (current != null) {
            current.cancel();
        }
    }
}
