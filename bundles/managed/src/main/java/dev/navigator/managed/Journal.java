package dev.navigator.managed;

import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.text.LogEvent;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators read about managed processes. Arguments and environment are left out: both may carry secrets.
 */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger("dev.navigator.managed");
    private static final int LONGEST_OUTPUT = 2_000;

    /** What ends well sooner than that may have meant to go on in the background. */
    private static final Duration DAEMONS = Duration.ofSeconds(5);

    private static final String FOREGROUND =
            "if it is to go on, it has to stay in the foreground; what it left running was ended";

    void started(Supervised process) {
        LOG.info("{}", line("Starting process", process).with("command", command(process)));
    }

    void adopted(Supervised process) {
        LOG.info("{}", line("Adopted process", process).with("command", command(process)));
    }

    void ready(Supervised process, Duration after) {
        LOG.info("{}", line("Process ready", process).with("after", after));
    }

    void overdue(Supervised process, String obstacle) {
        LOG.warn(
                "{}",
                line("Process not ready in time", process)
                        .with(
                                "timeout",
                                process.settings
                                        .ready()
                                        .map(check -> LogEvent.seconds(check.timeout()))
                                        .orElse(""))
                        .with("reason", obstacle));
    }

    void stopping(Supervised process, String reason) {
        LOG.info("{}", line("Stopping process", process).with("reason", reason));
    }

    void stopped(Supervised process, ExitStatus status) {
        LOG.info("{}", line("Process stopped", process).with("status", status.describe()));
    }

    /** It ended well, or is not to be started again. */
    void exited(Supervised process, Duration uptime, List<String> output) {
        LogEvent line = line(process.exit.success() ? "Process exited" : "Process crashed", process)
                .with("status", process.exit.describe())
                .with("uptime", uptime)
                .with("reason", process.reason);
        if (process.exit.success()) {
            if (uptime.compareTo(DAEMONS) < 0) {
                line.with("remedy", FOREGROUND);
            }
            LOG.info("{}", line);
        } else {
            LOG.warn("{}", details(line, process, output));
        }
    }

    void crashed(Supervised process, Duration uptime, List<String> output) {
        LogEvent line = line("Process crashed, starting replacement", process)
                .with("status", process.exit.describe())
                .with("uptime", uptime)
                .with("failures", process.failures);
        LOG.warn("{}", details(line, process, output));
    }

    void notExecuted(Supervised process, String problem) {
        LogEvent line = line("Process could not be started", process)
                .with("error", problem)
                .with("failures", process.failures);
        LOG.error("{}", details(line, process, List.of()));
    }

    void nextStart(Supervised process, Duration delay) {
        LogEvent line = line("Next start scheduled", process).with("in", delay).with("failures", process.failures);
        if (process.phase == Life.Phase.FAILING) {
            LOG.error("{}", line.with("state", "failing").with("reason", process.reason));
        } else {
            LOG.info("{}", line);
        }
    }

    void gaveUp(Supervised process) {
        LOG.error("{}", line("Process stays down", process).with("reason", process.reason));
    }

    void duplicate(String name, long pid) {
        LOG.warn("{}", event("Stopping process", name).with("pid", pid).with("reason", "second copy"));
    }

    void leftBehind(Supervised process) {
        LOG.error("{}", line("Process does not end", process));
    }

    void terminateFailed(Supervised process, Throwable cause) {
        LOG.error("{}", line("Process cannot be stopped", process), cause);
    }

    void lookupFailed(Throwable cause) {
        LOG.error("Running processes managed_processes cannot be listed; trying again", cause);
    }

    private static LogEvent details(LogEvent line, Supervised process, List<String> output) {
        line.with("command", command(process))
                .with("working_dir", process.settings.launch().workingDirectory());
        String text = String.join("\n", output);
        if (!text.isEmpty()) {
            line.with("last_output", text.substring(Math.max(0, text.length() - LONGEST_OUTPUT)));
        }
        return line;
    }

    private static LogEvent line(String what, Supervised process) {
        LogEvent line = event(what, process.name);
        return process.process == null ? line : line.with("pid", process.process.pid());
    }

    /** With the word that operators look for. */
    private static LogEvent event(String what, String name) {
        return new LogEvent(what + " managed_processes").with("name", name);
    }

    private static String command(Supervised process) {
        return process.settings
                .launch()
                .command()
                .map(template -> template.expand(Launch.variables(process.settings)))
                .orElse("");
    }
}
