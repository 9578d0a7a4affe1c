package dev.navigator.pool;

import dev.navigator.api.config.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces instances of older releases: a request calls for the newest release, one instance of it is started beside those
 * that serve, and when it is ready they finish. Belongs to the tenant's mailbox.
 */
final class Rollout {

    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

    private final TenantId tenant;
    private final Fleet fleet;
    private @Nullable Release called;
    private @Nullable Release failed;
    private int touches;
    private int restarts;
    private String digest = "";
    private long digested = -1;

    Rollout(TenantId tenant, Fleet fleet) {
        this.tenant = tenant;
        this.fleet = fleet;
    }

    /** Somebody touched the restart file. */
    void touched() {
        touches++;
    }

    /** An operator asks for new instances. */
    void restart() {
        restarts++;
    }

    /** What has been called for; null when nothing was yet. */
    @Nullable
    Release called() {
        return called;
    }

    /** Calls for the newest release, which is the one of {@code wanted}. */
    Release call(Wanted wanted) {
        Release newest = newest(wanted);
        if (!newest.equals(called)) {
            called = newest;
            if (fleet.serving().stream().anyMatch(this::outdated)) {
                LOG.info("{}", new LogEvent("Deploying").with("name", tenant).with("deployment", newest.deployment()));
            }
        }
        return newest;
    }

    /** The release that something started now would be. */
    Release newest(Wanted wanted) {
        if (digested != wanted.serial()) {
            digested = wanted.serial();
            digest = LaunchDigest.of(wanted.settings());
        }
        return new Release(wanted.deployment(), digest, touches, restarts);
    }

    /** How often the restart file was touched and an operator asked for a restart, for a successor. */
    List<Integer> counts() {
        return List.of(touches, restarts);
    }

    /** Goes on where a predecessor stopped. */
    void resume(int touchesSoFar, int restartsSoFar) {
        touches = touchesSoFar;
        restarts = restartsSoFar;
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
    void failed(Instance instance) {
        boolean replacing = fleet.serving().stream().anyMatch(this::outdated);
        if (instance.release.equals(called) && replacing) {
            failed = instance.release;
            LOG.error("{}", new LogEvent("Deployment failed, the old instances keep serving").with("name", tenant));
        }
    }

    /** An operator or a new configuration insists. */
    void forgive() {
        failed = null;
    }
}
