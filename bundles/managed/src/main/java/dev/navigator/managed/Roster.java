package dev.navigator.managed;

import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.managed.Life.Event;
import dev.navigator.managed.Life.Phase;
import dev.navigator.managed.Supervised.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who there is, in the order of starting: the configured processes, and those that are on their way out. Brings together what
 * is configured, what an earlier version of this bundle left, and what is found running. Confined to the inbox.
 */
final class Roster {

    private static final Duration STRAY_STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Driver driver;
    private final Door door;
    private final Journal journal;
    private long origin;
    private List<Supervised> order = new ArrayList<>();
    private Collection<?> down = List.of();
    private boolean configured;
    private boolean looked;
    private @Nullable Found early;

    /**
     * @param origin when Navigator started, unless a predecessor knows better
     */
    Roster(long origin, Driver driver, Door door, Journal journal) {
        this.origin = origin;
        this.driver = driver;
        this.door = door;
        this.journal = journal;
    }

    /** Of the first configuration to come these, by name, are not to be started: an operator has stopped them. */
    void keepDown(Collection<?> names) {
        down = names;
    }

    /** Whether it is known both what is wanted and what runs. */
    boolean complete() {
        return configured && looked;
    }

    List<Supervised> all() {
        return List.copyOf(order);
    }

    Turns turns() {
        return new Turns(order, origin);
    }

    Optional<Supervised> wanted(String name) {
        return named(name).filter(process -> process.wanted != Wanted.GONE);
    }

    IllegalArgumentException unknown(String name) {
        String known = order.stream()
                .filter(process -> process.wanted != Wanted.GONE)
                .map(process -> process.name)
                .collect(Collectors.joining(", "));
        return new IllegalArgumentException("managed process '" + name + "': not configured; "
                + (known.isEmpty() ? "there are none" : "there are " + known));
    }

    List<ProcessIdentity> identities() {
        return order.stream()
                .map(process -> process.process)
                .filter(process -> process != null)
                .map(RunningProcess::identity)
                .toList();
    }

    Collection<Duration> stopTimeoutsBeside(Supervised one) {
        return order.stream()
                .filter(process -> process != one && process.alive() && !process.phase.leaving())
                .map(process -> process.settings.stopTimeout())
                .toList();
    }

    /**
     * Whose process this is. Its end may be heard of before the answer to its launch; but what an earlier run has started, and
     * ended while nobody looked, is not what was launched.
     */
    Optional<Supervised> runningAs(RunningProcess running) {
        for (Supervised process : order) {
            boolean answered = process.is(running.identity());
            boolean launching = process.launch != null
                    && !running.adopted()
                    && !running.identity().equals(process.former)
                    && running.owner().equals(Launch.owner(process.name))
                    && running.digest().equals(process.launchedDigest);
            if (launching) {
                driver.launched(process, running);
            }
            if (answered || launching) {
                return Optional.of(process);
            }
        }
        return Optional.empty();
    }

    /**
     * Takes over a configuration.
     *
     * @return whether anything was adopted, which may have ended since it was found
     */
    boolean configure(List<ManagedProcessSettings> file) {
        Map<String, Supervised> before = new LinkedHashMap<>();
        order.forEach(process -> before.put(process.name, process));
        List<Supervised> next = new ArrayList<>();
        for (ManagedProcessSettings settings : StartOrder.of(file)) {
            Supervised known = before.remove(settings.name());
            if (known == null) {
                Supervised added = new Supervised(settings, file.indexOf(settings));
                added.wanted = down.contains(added.name) ? Wanted.DOWN : Wanted.UP;
                next.add(added);
            } else {
                reconfigure(known, settings, file.indexOf(settings));
                next.add(known);
            }
        }
        before.values().forEach(process -> {
            process.wanted = Wanted.GONE;
            process.answerStarters(unknown(process.name));
            next.add(placeAfterPredecessor(process, next), process);
        });
        order = next;
        down = List.of();
        configured = true;
        Found found = early;
        early = null;
        return found != null && found(found, identities());
    }

    /** What is removed keeps its place among those that stay, so that it stops in its turn. */
    private int placeAfterPredecessor(Supervised removed, List<Supervised> next) {
        for (int i = order.indexOf(removed) - 1; i >= 0; i--) {
            int place = next.indexOf(order.get(i));
            if (place >= 0) {
                return place + 1;
            }
        }
        return 0;
    }

    private void reconfigure(Supervised process, ManagedProcessSettings settings, int position) {
        ManagedProcessSettings before = process.settings;
        String digest = Launch.digest(settings);
        boolean changed = !digest.equals(process.digest);
        boolean restartsAgain = !before.autoRestart() && settings.autoRestart() && !process.exit.success();
        boolean otherCheck = !before.ready().equals(settings.ready());
        process.settings = settings;
        process.digest = digest;
        process.position = position;
        if (changed || process.wanted == Wanted.GONE) {
            process.wanted = Wanted.UP;
        }
        if (changed && !process.alive()) {
            process.failures = 0;
            process.reason = "";
        }
        if (changed && process.phase.between()) {
            driver.fire(process, Event.UNWANTED);
        } else if (process.phase == Phase.EXITED && (changed || restartsAgain)) {
            driver.fire(process, Event.WANTED);
        } else if (process.phase == Phase.STARTING && otherCheck) {
            process.cancelTimers();
            driver.checkReady(process);
        }
    }

    /**
     * Takes note of what runs.
     *
     * @param known whose absence from {@code found} means that they ended unheard
     * @return whether something was adopted, which may have ended since it was found
     */
    boolean found(Found found, Collection<ProcessIdentity> known) {
        if (!configured) {
            early = found;
            return false;
        }
        looked = true;
        all().forEach(process -> compare(process, found, known));
        boolean adopted = false;
        for (Found.Running running : found.processes()) {
            if (!known.contains(running.process().identity()) && !claimed(running.process())) {
                adopted |= adopt(running);
            }
        }
        return adopted;
    }

    private void compare(Supervised process, Found found, Collection<ProcessIdentity> known) {
        RunningProcess running = process.process;
        if (running == null || !known.contains(running.identity())) {
            return;
        }
        driver.recheck(process, found.has(running.identity()));
    }

    private boolean claimed(RunningProcess running) {
        return order.stream().anyMatch(process -> process.is(running.identity()));
    }

    private boolean adopt(Found.Running found) {
        RunningProcess running = found.process();
        String name = running.owner().name();
        Supervised process = named(name).orElseGet(() -> stray(name));
        if (process.launch != null && running.digest().equals(process.launchedDigest)) {
            return false; // the answer to its launch is on its way
        }
        if (process.alive()) {
            journal.duplicate(name, running.pid());
            door.ask(processes -> processes.terminate(running.identity(), process.settings.stopTimeout()));
            return false;
        }
        driver.adopt(process, running, found.age());
        return true;
    }

    private Supervised stray(String name) {
        LaunchSettings unknown = new LaunchSettings(Path.of("/"), Optional.empty(), List.of(), Map.of());
        Supervised stray = new Supervised(
                new ManagedProcessSettings(
                        name,
                        unknown,
                        false,
                        Duration.ZERO,
                        STRAY_STOP_TIMEOUT,
                        List.of(),
                        Optional.empty(),
                        StrategyChoice.ANY),
                order.size());
        stray.wanted = Wanted.GONE;
        order.add(stray);
        return stray;
    }

    /** Drops what was removed from the configuration and is down. @return whether there was any */
    boolean forget() {
        return order.removeIf(process -> process.wanted == Wanted.GONE && process.phase == Phase.STOPPED);
    }

    Object leave() {
        return Legacy.leave(origin, order);
    }

    void inherit(Object state) {
        Legacy.take(state).ifPresent(legacy -> {
            origin = legacy.origin();
            order = new ArrayList<>(legacy.processes());
            order.forEach(driver::resume);
        });
    }

    private Optional<Supervised> named(String name) {
        return order.stream().filter(process -> process.name.equals(name)).findFirst();
    }
}
