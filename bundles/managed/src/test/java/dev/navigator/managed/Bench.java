package dev.navigator.managed;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.testing.FakeProcesses;
import dev.navigator.testing.ManualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** A supervisor with time, processes and log in a test's hands. */
final class Bench implements ProcessListener, AutoCloseable {

    static final ExitStatus FAILURE = ExitStatus.ofJava(1);
    static final ExitStatus SUCCESS = ExitStatus.ofJava(0);

    final ManualScheduler scheduler = new ManualScheduler();
    final FakeProcesses processes = new FakeProcesses();
    /** Without jitter. */
    final RestartDelays delays = new RestartDelays(scheduler, new Backoff(() -> 0.5));

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.navigator.managed");
    Supervisor supervisor = new Supervisor(scheduler, delays, Optional.empty());

    Bench() {
        processes.addListener(this);
        log.start();
        logger.addAppender(log);
    }

    static Bench running(Settings... settings) {
        Bench bench = new Bench();
        bench.open();
        bench.configure(settings);
        return bench;
    }

    void open() {
        supervisor.open(processes);
    }

    void configure(Settings... settings) {
        supervisor.configure(Settings.all(settings));
    }

    /** Another version of the bundle takes over. */
    void update() {
        Object state = supervisor.handOver();
        supervisor = new Supervisor(scheduler, delays, Optional.of(state));
    }

    void pass(double seconds) {
        scheduler.advance(Duration.ofNanos((long) (seconds * 1e9)));
    }

    ManagedStatus status(String name) {
        return supervisor.processes().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<String> problems() {
        return supervisor.problems();
    }

    ManagedState state(String name) {
        return status(name).state();
    }

    long pid(String name) {
        return status(name).pid();
    }

    /** The names of what runs, in the order of starting. */
    List<String> alive() {
        return processes.running().stream()
                .map(process -> process.owner().name())
                .toList();
    }

    void exit(String name, ExitStatus status) {
        processes.exit(pid(name), status);
    }

    /** How often a process of that name was launched. */
    long launches(String name) {
        return processes.launched().stream()
                .filter(spec -> spec.owner().name().equals(name))
                .count();
    }

    /** The names whose end was asked for, in that order, each once. */
    List<String> asked(List<RunningProcess> all) {
        return processes.terminations().stream()
                .flatMap(termination ->
                        all.stream().filter(process -> process.identity().equals(termination.process())))
                .map(process -> process.owner().name())
                .distinct()
                .toList();
    }

    String logged() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
    }

    @Override
    public void exited(RunningProcess process, ExitStatus status) {
        supervisor.exited(process, status);
    }

    @Override
    public void gone(RunningProcess process, ExitStatus status) {
        supervisor.gone(process, status);
    }

    @Override
    public void close() {
        logger.detachAppender(log);
    }
}
