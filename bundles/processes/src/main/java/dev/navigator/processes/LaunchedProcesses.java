package dev.navigator.processes;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.text.LogText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes service without a framework around: puts the parts together. Linux only. */
final class LaunchedProcesses implements Processes {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchedProcesses.class);
    private static final Duration ROTATION_LOOK = Duration.ofSeconds(1);
    private static final Duration ROTATION_LOOK_IN_FLOOD = Duration.ofMillis(100);
    private static final Duration FORGET = Duration.ofDays(7);
    /** How long what an earlier run left, and nobody wants any more, may take to end in order. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(5);

    private static final Duration END_BY_FORCE = Duration.ofSeconds(2);

    private final Scheduler scheduler;
    private final ProcTable table = new ProcTable();
    private final Books books = new Books();
    private final Announcer announcer;
    private final Supervisor supervisor;
    private final OutputFolders outputs;
    private final Spawner spawner;
    private final ListenQuestion listening;
    private final OutputRotation rotation = new OutputRotation();
    private final Queue<Path> finished = new ConcurrentLinkedQueue<>();
    private final Round rotating;
    private final Round reaping;
    private final ReentrantLock agreeing = new ReentrantLock();
    private boolean closed;
    private volatile long maxSize = 10 << 20;
    private volatile int keep = 5;

    LaunchedProcesses(Scheduler scheduler, Path stateDirectory) {
        this.scheduler = scheduler;
        Executor events = scheduler.mailbox("processes");
        announcer = new Announcer(events, scheduler::nanoTime);
        supervisor = new Supervisor(scheduler, table, new Signals(table), books, announcer, events);
        outputs = new OutputFolders(real(stateDirectory));
        spawner = new Spawner(table, outputs, new RunningJava(Path.of(System.getProperty("java.home"))));
        listening = new ListenQuestion(table, supervisor::leaders);
        rotating = new Round(scheduler, this::rotate);
        announcer.add("output", new Finished());
        OrphanReaper reaper = new OrphanReaper(table);
        reaping = new Round(scheduler, reaper::look);
        reaping.soon();
    }

    @Override
    public RunningProcess launch(LaunchSpec spec) {
        RunningProcess launched = supervisor.launch(spec, spawner::spawn);
        rotating.soon();
        scheduler.blocking().execute(() -> outputs.prune(spec.owner(), outputsInUse()));
        return launched;
    }

    @Override
    public CompletionStage<ExitStatus> terminate(ProcessIdentity process, Duration grace) {
        return supervisor.terminate(process, grace);
    }

    @Override
    public List<RunningProcess> running() {
        return supervisor.running();
    }

    /** What is wrong with those that run, for operators. */
    List<String> problems() {
        return running().stream()
                .filter(process -> OutputFolders.nowhere(process.output()))
                .map(process -> "'" + process.owner().label() + "': runs without output files, its output is lost;"
                        + " make room in the state folder and restart it")
                .toList();
    }

    @Override
    public List<String> lastOutput(ProcessIdentity process, int lines) {
        return supervisor
                .find(process)
                .map(found -> OutputTail.read(found.output(), lines))
                .orElse(List.of());
    }

    @Override
    public boolean listens(ProcessIdentity process, int port) {
        return supervisor
                .find(process)
                .filter(found -> listening.ask(process, found.output(), port))
                .isPresent();
    }

    /** Takes over what an earlier run left; blocks. */
    void adopt(Ledger ledger) {
        Scan scan = Scan.take(table, List.of());
        Survivors survivors = Survivors.find(ledger.entries(), scan, outputs.root(), table.bootId());
        survivors
                .living()
                .forEach(process -> LOG.debug(
                        "Adopted process name={} pid={}",
                        LogText.of(process.owner().name()),
                        process.pid()));
        survivors
                .ended()
                .forEach(process -> LOG.info(
                        "Process ended while Navigator was away name={} pid={}",
                        LogText.of(process.owner().name()),
                        process.pid()));
        survivors
                .strays()
                .forEach(process -> LOG.warn(
                        "Ending a process of an earlier run that nobody knows pid={} output={}",
                        process.pid(),
                        LogText.of(process.output())));
        survivors.watched(scheduler.nanoTime() + LEFT_BEHIND.toNanos()).forEach(supervisor::adopt);
        rotating.soon();
        outputs.forget(FORGET, outputsInUse());
    }

    /** Goes on where a predecessor in this JVM stopped. */
    void resume(Map<?, ?> state) {
        announcer.resume(Watched.map(state, "events"));
        supervisor.resume(Watched.map(state, "supervisor"));
        rotating.soon();
    }

    /** Lets go of everything for a successor in this JVM; nothing of this object is used any more. */
    Map<String, Object> close() {
        agreeing.lock();
        try {
            closed = true;
        } finally {
            agreeing.unlock();
        }
        rotating.close();
        reaping.close();
        Map<String, Object> state = new HashMap<>();
        state.put("supervisor", supervisor.close());
        state.put("events", announcer.close());
        return state;
    }

    /** The end of Navigator: whatever its users have not ended by now is ended by force. */
    void end() {
        supervisor.killAll(END_BY_FORCE);
        close();
    }

    void configure(LoggingSettings logging) {
        maxSize = logging.maxSize();
        keep = logging.keep();
    }

    void bind(Ledger ledger) {
        books.ledger(ledger);
    }

    /** Makes up for what a ledger that was away has missed; blocks. Once a successor has the state, it does so. */
    void agree() {
        agreeing.lock();
        try {
            if (!closed) {
                books.agree(supervisor::responsible);
            }
        } finally {
            agreeing.unlock();
        }
    }

    void unbind(Ledger ledger) {
        books.ledgerGone(ledger);
    }

    void bind(PidFiles pidFiles) {
        books.pidFiles(pidFiles);
    }

    void unbind(PidFiles pidFiles) {
        books.pidFilesGone(pidFiles);
    }

    void bind(String name, ProcessListener listener) {
        announcer.add(name, listener);
    }

    void unbind(String name, ProcessListener listener) {
        announcer.remove(name, listener);
    }

    private Optional<Duration> rotate() {
        for (Path next = finished.poll(); next != null; next = finished.poll()) {
            rotation.finish(next, maxSize, keep);
        }
        List<Path> folders =
                supervisor.responsible().stream().map(RunningProcess::output).toList();
        if (folders.isEmpty()) {
            return Optional.empty();
        }
        boolean flood = rotation.look(folders, maxSize, keep);
        return Optional.of(flood ? ROTATION_LOOK_IN_FLOOD : ROTATION_LOOK);
    }

    /** Has the output of what is gone looked at for the last time. */
    private final class Finished implements ProcessListener {
        @Override
        public void exited(RunningProcess process, ExitStatus status) {
            LOG.trace("Others may still write pid={}", process.pid());
        }

        @Override
        public void gone(RunningProcess process, ExitStatus status) {
            finished.add(process.output());
            rotating.soon();
        }
    }

    private Set<Path> outputsInUse() {
        Set<Path> inUse = new HashSet<>();
        supervisor.responsible().forEach(process -> inUse.add(process.output()));
        return inUse;
    }

    /** Marks have to read the same in every run, by whatever way one comes to the folder. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
