package dev.navigator.launcher.runtime;

import dev.navigator.api.runtime.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager, systemd, how Navigator is, if it was started by one that wants to know (sd_notify(3)). The JVM
 * has no datagram sockets of that kind, so systemd's own program, systemd-notify(1), is run. Never blocks; messages arrive in
 * the order given.
 */
public final class ServiceManager {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    private static final String PROGRAM = "systemd-notify";
    private static final int PATIENCE_SECONDS = 5;

    private final Scheduler scheduler;
    private final Executor messages;
    private final boolean listens;
    private final Duration watchdog;
    private boolean failed;

    /** @param environment of this process */
    public ServiceManager(Scheduler scheduler, Map<String, String> environment) {
        this.scheduler = scheduler;
        this.messages = new Mailbox(PROGRAM, scheduler.blocking());
        this.listens = environment.containsKey("NOTIFY_SOCKET");
        this.watchdog = watchdog(environment);
    }

    private static Duration watchdog(Map<String, String> environment) {
        try {
            return Duration.of(Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0")), ChronoUnit.MICROS);
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    /** Navigator serves, from the start or again after a reload. */
    public void ready(String status) {
        send("READY=1", "STATUS=" + status);
    }

    /** This process is the one to watch from now on, and serves. */
    public void mainProcess() {
        send("MAINPID=" + ProcessHandle.current().pid(), "READY=1", "STATUS=serving");
    }

    /** Runs {@code task} once everything said so far has been told. */
    public void afterwards(Runnable task) {
        messages.execute(task);
    }

    /** The configuration is being read again; {@link #ready} says when that is over. */
    public void reloading() {
        send("RELOADING=1", "MONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    /** The end has begun. */
    public void stopping() {
        send("STOPPING=1", "STATUS=stopping");
    }

    /** Gives the watchdog, if there is one, a sign of life twice in its time as long as {@code well} says so. */
    public void keepWatchdogQuiet(BooleanSupplier well) {
        if (listens && !watchdog.isZero()) {
            scheduler.after(watchdog.dividedBy(2), scheduler.blocking(), () -> {
                try {
                    if (well.getAsBoolean()) {
                        send("WATCHDOG=1");
                    }
                } finally { // who cannot say now may say next time
                    keepWatchdogQuiet(well);
                }
            });
        }
    }

    private void send(String... message) {
        if (listens) {
            List<String> command = new ArrayList<>(List.of(PROGRAM));
            command.addAll(List.of(message));
            messages.execute(() -> run(command));
        }
    }

    private void run(List<String> command) {
        try {
            Process program = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            program.getOutputStream().close();
            if (!program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                program.destroyForcibly();
                complain("takes too long");
            } else if (program.exitValue() != 0) {
                complain("exit code " + program.exitValue());
            }
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(String reason) {
        if (!failed) {
            failed = true;
            LOG.warn("systemd cannot be told how Navigator is reason=\"{}\"", reason);
        }
    }
}
