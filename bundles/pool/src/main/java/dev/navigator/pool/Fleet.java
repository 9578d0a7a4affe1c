package dev.navigator.pool;

import dev.navigator.api.processes.RunningProcess;
import dev.navigator.pool.InstanceMachine.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The instances of one tenant of which something is left. Belongs to the tenant's mailbox. */
final class Fleet {

    private final List<Instance> instances = new ArrayList<>();
    /** Those of which it is being found out why they failed; until then they count as starting. */
    private final Set<Instance> failing = new HashSet<>();

    void add(Instance instance) {
        instances.add(instance);
    }

    void remove(Instance instance) {
        instances.remove(instance);
    }

    void failing(Instance instance) {
        failing.add(instance);
    }

    void failed(Instance instance) {
        failing.remove(instance);
    }

    List<Instance> all() {
        return List.copyOf(instances);
    }

    boolean isEmpty() {
        return instances.isEmpty();
    }

    Optional<Instance> find(Predicate<Instance> wanted) {
        return instances.stream().filter(wanted).findFirst();
    }

    /** Whose process it is; while a launch has not returned, that of the instance with its number. */
    Optional<Instance> concernedBy(RunningProcess process) {
        return find(instance -> instance.runs(process))
                .or(() -> find(instance -> instance.started() == null
                        && instance.number == process.owner().instance()));
    }

    List<Instance> serving() {
        return in(Phase.SERVING);
    }

    /** Those that are to serve and do not yet. */
    List<Instance> coming() {
        return instances.stream()
                .filter(instance -> instance.phase() == Phase.WAITING || instance.phase() == Phase.STARTING)
                .toList();
    }

    /** Lets nothing come any more, and those that serve go: now when Navigator ends, else when they have served what they have. */
    void windDown(Standing standing) {
        String why = standing.name().toLowerCase(Locale.ROOT);
        coming().forEach(instance -> instance.stop(why));
        serving().forEach(standing == Standing.ENDING ? each -> each.stop(why) : each -> each.retire(why));
    }

    /** Drops starts whose turn has not come, where others serve, and more than {@code most} would with them. */
    void forgo(int most) {
        if (!serving().isEmpty()) {
            in(Phase.WAITING).stream()
                    .filter(instance -> !instance.replacement)
                    .limit(Math.max(0, serving().size() + starting() - most))
                    .forEach(instance -> instance.stop("not needed any more"));
        }
    }

    /** How many starts are under way, or ended without it being clear why. */
    int starting() {
        return coming().size() + failing.size();
    }

    /** How many have, or are about to have, a process that serves or will. */
    int present() {
        return in(Phase.SERVING).size() + in(Phase.STARTING).size();
    }

    /** Exchanges in flight on those that serve. */
    int inFlight() {
        return targets().stream()
                .mapToInt(target -> target.occupancy().inFlight())
                .sum();
    }

    /** How requests reach those that serve. */
    List<Target> targets() {
        return serving().stream()
                .flatMap(instance -> Stream.ofNullable(instance.target()))
                .toList();
    }

    /** Whether one waits for its turn or for room. */
    boolean anyWaiting() {
        return !in(Phase.WAITING).isEmpty();
    }

    /** Whether one is on its way out that never served, and in whose stead another may soon be started. */
    boolean anyAborting() {
        return !failing.isEmpty()
                || instances.stream()
                        .anyMatch(instance -> instance.target() == null
                                && (instance.phase() == Phase.STOPPING || instance.phase() == Phase.CRASHED));
    }

    /**
     * How many count against {@code max_processes}: not those that crashed, nor those that make way for {@code current}.
     */
    long counted(@Nullable Release current) {
        return instances.stream()
                .filter(instance -> switch (instance.phase()) {
                    case WAITING, STARTING, SERVING -> true;
                    case DRAINING, STOPPING -> instance.release.equals(current);
                    case CRASHED, GONE -> false;
                })
                .count();
    }

    /** The lowest number that no instance has; that of one that has crashed may be had again. */
    int freeNumber() {
        int number = 1;
        while (taken(number)) {
            number++;
        }
        return number;
    }

    private boolean taken(int number) {
        return instances.stream().anyMatch(instance -> instance.number == number && instance.phase() != Phase.CRASHED);
    }

    private List<Instance> in(Phase phase) {
        return instances.stream().filter(instance -> instance.phase() == phase).toList();
    }
}
