package dev.navigator.logging;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what all processes write into the log. One task after the other on threads that may block; between two looks
 * nothing runs.
 */
final class OutputFollower {

    private static final Logger LOG = LoggerFactory.getLogger(OutputFollower.class);
    private static final long LIST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SAVE_PAUSE = TimeUnit.SECONDS.toNanos(2);
    private static final long TIDY_PAUSE = TimeUnit.MINUTES.toNanos(5);
    /** A process that is not listed any more, and of whose end nobody told, may still be adopted by a new service. */
    private static final long MISSING = TimeUnit.MINUTES.toNanos(1);

    private static final long STOP_SECONDS = 3;
    private static final int REMEMBERED = 1_000;

    private final Scheduler scheduler;
    private final SerialTasks tasks;
    private final Offsets saved;
    private final Map<ProcessIdentity, Followed> followed = new LinkedHashMap<>();
    private final Set<ProcessIdentity> finished = new LinkedHashSet<>();
    private final Map<String, Long> unclaimed = new HashMap<>();
    private final Watches watches;
    private volatile @Nullable Processes processes;
    private boolean offsetsKnown;
    private boolean dirty;
    private boolean saveFailed;
    private boolean stopped;
    private long tidyDue;
    private long listDue;
    private long saveDue;
    private @Nullable Timer timer;

    OutputFollower(Scheduler scheduler, Offsets saved, Watches watches) {
        this.scheduler = scheduler;
        this.tasks = new SerialTasks(scheduler.blocking());
        this.saved = saved;
        this.watches = watches;
    }

    /**
     * @param inherited offsets by file that a predecessor left in memory; null: those on disk count
     */
    void start(@Nullable Map<String, Long> inherited) {
        tasks.execute(() -> {
            long now = scheduler.nanoTime();
            listDue = now;
            saveDue = now;
            tidyDue = now + TIDY_PAUSE;
            Map<String, Long> known = inherited == null ? saved.load().orElse(null) : inherited;
            offsetsKnown = known != null;
            if (known != null) {
                unclaimed.putAll(known);
            }
            look();
        });
    }

    void open(Processes service) {
        processes = service;
        tasks.execute(() -> {
            listDue = scheduler.nanoTime();
            look();
        });
    }

    void shut(Processes service) {
        if (processes == service) {
            processes = null;
        }
    }

    /** The process itself ended: its last words are waited for by somebody. */
    void exited(RunningProcess process) {
        tasks.execute(() -> {
            if (!stopped) {
                follow(process);
                Followed one = followed.get(process.identity());
                if (one != null) {
                    dirty |= one.look();
                }
            }
        });
    }

    /** Nobody writes to its files any more. */
    void gone(RunningProcess process) {
        tasks.execute(() -> {
            if (!stopped) {
                follow(process);
                Followed one = followed.remove(process.identity());
                if (one != null) {
                    one.finish();
                    watches.forget(one.folder());
                    finish(process.identity());
                }
            }
        });
    }

    /** Reads what there is and stops. @return how far each file was read; the same is on disk */
    Map<String, Long> stop() {
        CompletableFuture<Map<String, Long>> offsets = new CompletableFuture<>();
        tasks.execute(() -> {
            stopped = true;
            if (timer != null) {
                timer.cancel();
            }
            followed.values().forEach(Followed::look);
            closeWatches();
            dirty = true;
            save(scheduler.nanoTime());
            offsets.complete(offsets());
        });
        return offsets.completeOnTimeout(Map.of(), STOP_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void closeWatches() {
        try {
            watches.close();
        } catch (IOException e) {
            LOG.warn("Watches of output cannot be closed", e);
        }
    }

    private void look() {
        if (stopped) {
            return;
        }
        long pause = LIST_PAUSE;
        try {
            lookAtAll();
            pause = Followed.SHORTEST_PAUSE / 2;
        } finally { // whatever went wrong: output is looked at again
            wake(pause);
        }
    }

    private void lookAtAll() {
        long now = scheduler.nanoTime();
        Processes service = processes;
        if (service != null && now - listDue >= 0) {
            listDue = now + LIST_PAUSE;
            list(service, now);
        }
        Set<Path> news = watches.news();
        for (Followed one : followed.values()) {
            if (news.contains(one.folder())) {
                one.wake();
            }
            if (now - one.due() >= 0) {
                lookAt(one);
            }
        }
        if (now - tidyDue >= 0) {
            tidyDue = now + TIDY_PAUSE;
            unclaimed.keySet().removeIf(file -> !new File(file).exists());
        }
        if (dirty && now - saveDue >= 0) {
            save(now);
        }
    }

    /** Once it is silent the kernel watches it; what was written just before that is not overlooked. */
    private void lookAt(Followed one) {
        boolean news = one.look();
        if (!news && one.silent() && watches.watch(one.folder())) {
            news = one.look();
            if (!news) {
                one.watched();
            }
        }
        dirty |= news;
    }

    /** @param shortest pause */
    private void wake(long shortest) {
        long now = scheduler.nanoTime();
        long pause = LIST_PAUSE;
        for (Followed one : followed.values()) {
            pause = Math.min(pause, one.due() - now);
        }
        pause = Math.max(pause, shortest);
        if (timer != null) {
            timer.cancel();
        }
        timer = scheduler.after(Duration.ofNanos(pause), tasks, this::look);
    }

    private void list(Processes service, long now) {
        List<RunningProcess> running;
        try {
            running = service.running();
        } catch (RuntimeException e) {
            if (processes == service) {
                LOG.warn("Running processes cannot be listed; their output waits", e);
            }
            return;
        }
        running.forEach(this::follow);
        running.stream().map(process -> followed.get(process.identity())).forEach(one -> {
            if (one != null) {
                one.seen(now);
            }
        });
        followed.values().removeIf(one -> {
            boolean missing = now - one.seen() > MISSING;
            if (missing) {
                one.finish();
                one.offsets(unclaimed);
                watches.forget(one.folder());
                dirty = true;
            }
            return missing;
        });
    }

    private void follow(RunningProcess process) {
        if (!finished.contains(process.identity()) && !followed.containsKey(process.identity())) {
            dirty = true;
            followed.put(
                    process.identity(),
                    new Followed(process, scheduler::nanoTime, file -> begin(file, process.adopted())));
        }
    }

    /** Where an earlier run stopped; if that cannot be known, what it did not log is not guessed at. */
    private long begin(File file, boolean adopted) {
        Long known = unclaimed.remove(file.getPath());
        if (known != null) {
            return known;
        }
        return adopted && !offsetsKnown ? file.length() : 0;
    }

    private void finish(ProcessIdentity identity) {
        dirty = true;
        finished.add(identity);
        if (finished.size() > REMEMBERED) {
            finished.remove(finished.iterator().next());
        }
    }

    private Map<String, Long> offsets() {
        Map<String, Long> all = new HashMap<>(unclaimed);
        followed.values().forEach(one -> one.offsets(all));
        return all;
    }

    private void save(long now) {
        saveDue = now + SAVE_PAUSE;
        try {
            saved.save(offsets());
            dirty = false;
            saveFailed = false;
        } catch (IOException e) {
            if (!saveFailed) {
                saveFailed = true;
                LOG.warn("Output offsets cannot be saved reason=\"{}\"", e.toString());
            }
        }
    }
}
