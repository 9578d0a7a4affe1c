package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.PoolException.Reason;
import dev.navigator.api.ports.PortsExhaustedException;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.text.LogEvent;
import dev.navigator.pool.InstanceMachine.Event;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out why starts fail. */
final class Inquest {

    private static final Logger LOG = LoggerFactory.getLogger(Inquest.class);

    private static final String FOREGROUND = "; it has to stay in the foreground";

    /** What ends well sooner than that has not served, but meant to go on in the background. */
    private static final Duration DAEMONS = Duration.ofSeconds(5);

    private final Starter starter;
    private final TenantSettings settings;

    Inquest(Starter starter, TenantSettings settings) {
        this.starter = starter;
        this.settings = settings;
    }

    /** How an instance ended that had been ready. */
    static String cause(Event end, ExitStatus exit, Duration age) {
        return switch (end) {
            case DEAF -> Readiness.DEAF;
            case HUNG -> Examination.HUNG;
            default -> exit.success() && age.compareTo(DAEMONS) < 0 ? exit.describe() + FOREGROUND : exit.describe();
        };
    }

    /** Managed processes it depends on did not become ready. */
    StartFailure unmetDependencies() {
        return failure(
                "managed processes " + settings.dependsOn() + " were not ready within " + startTimeout()
                        + "; see why in the log, or raise start_timeout",
                "not started");
    }

    /** There is no process. */
    StartFailure refused(RuntimeException cause) {
        if (cause instanceof PortsExhaustedException) {
            return new StartFailure(Reason.PORTS_EXHAUSTED, message(cause), "", "not started", "", false);
        }
        String command = cause instanceof StartException start ? start.command() : "";
        return new StartFailure(Reason.START_FAILED, message(cause), command, "not started", "", false);
    }

    /** There was a process, and it ended before it was ready. Blocks. */
    StartFailure ended(Started started, ExitStatus exit) {
        String output = output(started);
        return new StartFailure(
                Reason.START_FAILED,
                subject() + "ended before it was ready, with " + exit.describe() + (exit.success() ? FOREGROUND : ""),
                started.command(),
                exit.describe(),
                output,
                !exit.success() && portTaken(started, output));
    }

    /** There is a process, and it did not become ready. Blocks. */
    StartFailure late(Started started, String reason) {
        return new StartFailure(
                Reason.START_FAILED,
                subject() + "was not ready within " + startTimeout() + ": " + obstacle(started, reason),
                started.command(),
                "still running",
                output(started),
                false);
    }

    /** More than that it was not ready, where its probe has said no more. */
    private String obstacle(Started started, String reason) {
        String port = Integer.toString(started.port().port());
        if (!reason.equals(Readiness.DEAF)) {
            return reason;
        }
        if (starter.accepts(started)) {
            return "port " + port + " accepts connections, but the readiness strategy does not find it ready";
        }
        return listens(started) // on ::1 alone, which "localhost" may mean
                ? "it listens on port " + port + ", but not at 127.0.0.1; have it bind to that address"
                : "nobody listens on port " + port + "; it has to listen on the one in PORT";
    }

    private StartFailure failure(String what, String exit) {
        return new StartFailure(Reason.START_FAILED, subject() + what, "", exit, "", false);
    }

    private String output(Started started) {
        try {
            return starter.lastOutput(started.process());
        } catch (RuntimeException e) { // the output helps people; that it cannot be read must not keep requests waiting
            LOG.warn(
                    "{}",
                    new LogEvent("Output cannot be read")
                            .with("pid", started.process().pid()),
                    e);
            return "";
        }
    }

    private boolean listens(Started started) {
        try {
            return starter.listens(started);
        } catch (RuntimeException e) { // as above
            LOG.debug("Port {} cannot be examined", started.port().port(), e);
            return false;
        }
    }

    private boolean portTaken(Started started, String output) {
        try {
            return starter.portTaken(started, output);
        } catch (RuntimeException e) { // as above
            LOG.warn(
                    "{}",
                    new LogEvent("Port cannot be examined")
                            .with("port", started.port().port()),
                    e);
            return false;
        }
    }

    private String message(RuntimeException cause) {
        @Nullable String text = cause.getMessage();
        if (text != null && text.startsWith(subject())) {
            return text;
        }
        return subject() + (text == null ? cause.getClass().getSimpleName() : text);
    }

    private String subject() {
        return "tenant '" + settings.id() + "': ";
    }

    private String startTimeout() {
        return LogEvent.seconds(settings.timeouts().start());
    }
}
