package dev.navigator.pool;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.PoolException.Reason;
import dev.navigator.api.text.LogEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces instances of older releases: a request calls for the newest release, one instance of it is started beside those
 * that serve, and when it is ready they finish. Belongs to the tenant's mailbox, but for {@link #requested}.
 */
final class Rollout {

    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

    private final TenantId tenant;
    private final Supplier<Wanted> wanted;
    private final Keeper keeper;
    private final Fleet fleet;
    private final RestartFile restartFile;
    private @Nullable Release called;
    private @Nullable Release failed;
    private int touches;
    private int restarts;
    private String digest = "";
    private long digested = -1;

    /** The serial of what was wanted when the last request came. */
    private volatile long noted = -1;

    Rollout(Services services, Supplier<Wanted> wanted, Keeper keeper, Fleet fleet) {
        tenant = wanted.get().settings().id();
        this.wanted = wanted;
        this.keeper = keeper;
        this.fleet = fleet;
        restartFile = new RestartFile(
                services.scheduler,
                () -> wanted.get().settings().launch().workingDirectory(),
                time -> keeper.execute(() -> found(time)),
                () -> keeper.execute(this::touched));
    }

    /** A request, from any thread: the occasion to look whether what runs is still what is wanted. */
    void requested() {
        long now = wanted.get().serial();
        if (noted != now) {
            noted = now;
            keeper.execute(this::call);
        }
        restartFile.requested();
    }

    /** There is a restart file that nobody saw before: touched at {@code time}, maybe by an instance that booted. */
    private void found(Instant time) {
        if (fleet.serving().stream()
                .flatMap(instance -> Stream.ofNullable(instance.duty()))
                .anyMatch(duty -> duty.booted.isBefore(time))) {
            touched();
        }
    }

    /** Somebody touched the restart file. */
    private void touched() {
        touches++;
        call();
    }

    /** An operator asks for new instances. */
    void restart() {
        restarts++;
        call();
    }

    /** What has been called for; null when nothing was yet. */
    @Nullable
    Release called() {
        return called;
    }

    /** Calls for the newest release. */
    Release call() {
        Release newest = newest();
        if (!newest.equals(called)) {
            called = newest;
            if (fleet.serving().stream().anyMatch(this::outdated)) {
                LOG.info("{}", new LogEvent("Deploying").with("name", tenant).with("deployment", newest.deployment()));
            }
        }
        return newest;
    }

    /** The release that something started now would be. */
    Release newest() {
        Wanted now = wanted.get();
        if (digested != now.serial()) {
            digested = now.serial();
            digest = LaunchDigest.of(now.settings());
        }
        return new Release(now.deployment(), digest, touches, restarts);
    }

    boolean outdated(Instance instance) {
        return called != null && !instance.release.equals(called);
    }

    /** Whether an instance is to be started to take over from those that serve. */
    boolean due() {
        List<Instance> serving = fleet.serving();
        return called != null
                && !serving.isEmpty()
                && serving.stream().allMatch(this::outdated)
                && fleet.coming().stream().allMatch(this::outdated)
                && !called.equals(failed)
                && !fleet.anyAborting();
    }

    /** Lets those go that are not needed any more. */
    void advance() {
        List<Instance> serving = fleet.serving();
        if (!serving.isEmpty()) {
            fleet.coming().stream().filter(this::outdated).forEach(instance -> instance.stop("superseded"));
        }
        if (!serving.stream().allMatch(this::outdated)) {
            serving.stream().filter(this::outdated).forEach(instance -> instance.retire("deployed"));
        }
    }

    /** A start failed. Those that serve go on; the same release is not tried again merely because it is the newest. */
    void failed(Instance instance, StartFailure failure) {
        boolean replacing = fleet.serving().stream().anyMatch(this::outdated);
        boolean its = failure.reason() == Reason.START_FAILED && instance.release.equals(called);
        if (its && replacing) {
            failed = instance.release;
            LOG.error("{}", new LogEvent("Deployment failed, the old instances keep serving").with("name", tenant));
        }
    }

    /** An operator or a new configuration insists. */
    void forgive() {
        failed = null;
    }

    /** Where a successor has to go on, see {@link Handoff}. */
    Handoff.RolloutState state() {
        return new Handoff.RolloutState(touches, restarts, restartFile.modified());
    }

    /** Goes on where a predecessor stopped. */
    void resume(Handoff.RolloutState state) {
        touches = state.touches();
        restarts = state.restarts();
        restartFile.resume(state.restartFileModified());
    }
}
