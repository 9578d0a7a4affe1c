package dev.navigator.pids;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.api.text.IoReason;
import dev.navigator.api.text.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in {@code <state folder>/ledger}, see {@link LedgerText}.
 *
 * <p>The map is the truth, the file follows it. Callers that come at the same time share one write: each returns when a
 * write that began after its change has ended. What a disk refuses stays in the map and is tried again with the next change,
 * and every few seconds. A record is forced to the medium; the loss of a removal is harmless, as the process is then found
 * to be dead, so that one stays with the kernel. Nothing in the ledger outlives a boot.
 */
@Component(immediate = true, property = Lifecycle.YIELDS + ":Integer=4")
public final class DurableLedger implements Ledger, ProblemSource {

    static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(DurableLedger.class);
    private static final String KEY = "pids.ledger";

    private final Scheduler scheduler;
    private final Handover handover;
    private final Lifecycle lifecycle;
    private final String bootId;
    private final LedgerFile file;

    private final ReentrantLock changing = new ReentrantLock();
    private final Map<ProcessIdentity, RunningProcess> entries = new LinkedHashMap<>();
    private long version;
    private boolean toBeForced;
    private boolean closed;

    /** Held while writing, and taken before {@link #changing}. */
    private final ReentrantLock writing = new ReentrantLock();

    private long written;
    private volatile @Nullable String problem;
    private @Nullable Timer retry;

    @Activate
    public DurableLedger(@Reference Scheduler scheduler, @Reference Handover handover, @Reference Lifecycle lifecycle) {
        this(scheduler, handover, lifecycle, new ProcFs().bootId());
    }

    DurableLedger(Scheduler scheduler, Handover handover, Lifecycle lifecycle, String bootId) {
        this.scheduler = scheduler;
        this.handover = handover;
        this.lifecycle = lifecycle;
        this.bootId = bootId;
        this.file = new LedgerFile(lifecycle.stateDirectory().resolve("ledger"));
        if (handover.take(KEY).orElse(null) instanceof List<?> left) {
            left.forEach(entry -> keep((RunningProcess) entry));
            version = 1;
            write(version); // the predecessor's disk may have been full
        } else {
            load();
        }
    }

    @Modified
    void modified() {
        // has no properties; without this method a change of them would replace the service and its entries
    }

    @Deactivate
    void deactivate() {
        List<RunningProcess> left;
        changing.lock();
        try {
            closed = true;
            left = List.copyOf(entries.values());
        } finally {
            changing.unlock();
        }
        writing.lock();
        try {
            cancelRetry();
        } finally {
            writing.unlock();
        }
        if (!lifecycle.stopping() && !lifecycle.yielding()) {
            handover.leave(KEY, left);
        }
    }

    @Override
    public void record(RunningProcess process) {
        write(change(() -> {
            entries.put(process.identity(), process);
            toBeForced = true;
        }));
    }

    @Override
    public void remove(ProcessIdentity process) {
        write(change(() -> entries.remove(process)));
    }

    @Override
    public List<RunningProcess> entries() {
        changing.lock();
        try {
            return List.copyOf(entries.values());
        } finally {
            changing.unlock();
        }
    }

    @Override
    public List<String> problems() {
        return Stream.ofNullable(problem).toList();
    }

    private long change(Runnable change) {
        changing.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this ledger has been replaced; ask the one that replaced it");
            }
            change.run();
            return ++version;
        } finally {
            changing.unlock();
        }
    }

    private void write(long wanted) {
        writing.lock();
        try {
            if (written < wanted) {
                tryToWrite();
            }
        } finally {
            writing.unlock();
        }
    }

    private void tryToWrite() {
        List<RunningProcess> state;
        long seen;
        boolean force;
        changing.lock();
        try {
            if (closed) {
                return; // the successor has these entries, and perhaps written newer ones
            }
            state = List.copyOf(entries.values());
            seen = version;
            force = toBeForced;
        } finally {
            changing.unlock();
        }
        try {
            file.write(LedgerText.write(state), force);
        } catch (IOException e) {
            refused(e);
            return;
        }
        written = seen;
        forced(seen);
        accepted();
    }

    private void forced(long seen) {
        changing.lock();
        try {
            toBeForced &= version != seen;
        } finally {
            changing.unlock();
        }
    }

    private void accepted() {
        if (problem != null) {
            problem = null;
            LOG.info("{}", new LogEvent("Ledger is on disk again").with("file", file));
        }
        cancelRetry();
    }

    private void refused(IOException e) {
        boolean first = problem == null;
        problem =
                "ledger '" + file + "': cannot be written (" + IoReason.of(e) + "), is kept in memory and tried again;"
                        + " if Navigator is killed now, processes may be lost sight of";
        if (first) {
            LOG.error(
                    "{}",
                    new LogEvent(
                                    "Ledger cannot be written, is kept in memory and tried again; until then processes may be"
                                            + " lost sight of if Navigator is killed")
                            .with("file", file)
                            .with("reason", IoReason.of(e)));
        }
        if (retry == null) {
            retry = scheduler.after(RETRY, scheduler.blocking(), this::writeAgain);
        }
    }

    private void writeAgain() {
        writing.lock();
        try {
            retry = null;
            tryToWrite();
        } finally {
            writing.unlock();
        }
    }

    private void cancelRetry() {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
    }

    private void load() {
        try {
            Optional<byte[]> bytes = file.read();
            if (bytes.isPresent()) {
                take(LedgerText.read(bytes.get()));
            }
        } catch (UnreadableLedgerException | IOException e) {
            setAside(e instanceof IOException io ? IoReason.of(io) : e.getMessage());
        }
    }

    private void take(List<RunningProcess> found) {
        List<RunningProcess> ofThisBoot = found.stream()
                .filter(entry -> entry.identity().bootId().equals(bootId))
                .toList();
        ofThisBoot.forEach(this::keep);
        if (ofThisBoot.size() < found.size()) {
            LOG.info("Dropped ledger entries from before a reboot count={}", found.size() - ofThisBoot.size());
        }
    }

    private void keep(RunningProcess process) {
        entries.put(process.identity(), process);
    }

    private void setAside(@Nullable String reason) {
        LogEvent event;
        try {
            event = new LogEvent("Ledger cannot be read, set aside").with("as", file.setAside());
        } catch (IOException e) {
            event = new LogEvent("Ledger cannot be read, nor set aside").with("obstacle", IoReason.of(e));
        }
        LOG.warn("{}", event.with("file", file).with("reason", String.valueOf(reason)));
    }
}
