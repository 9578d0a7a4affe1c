package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceStatus;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.pool.TenantStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What operators see, read from whatever thread asks. */
final class Statuses {

    private Statuses() {}

    /** Of a tenant that was never used. */
    static TenantStatus unused(TenantSettings settings) {
        return of(settings, List.of(), 0, false, Optional.empty());
    }

    static TenantStatus of(
            TenantSettings settings,
            List<Instance> instances,
            int waiting,
            boolean stopped,
            Optional<String> lastError) {
        return new TenantStatus(
                settings.id(),
                settings.path(),
                instances.stream().map(Statuses::of).toList(),
                waiting,
                stopped,
                lastError.or(() -> instances.stream().flatMap(Statuses::silence).findFirst()));
    }

    private static Stream<String> silence(Instance instance) {
        Target target = instance.target();
        int unanswered = target == null ? 0 : target.occupancy().unanswered();
        return unanswered == 0
                ? Stream.empty()
                : Stream.of("instance " + instance.number + " gave no answer to the last "
                        + (unanswered == 1 ? "request" : unanswered + " requests") + " in time");
    }

    private static InstanceStatus of(Instance instance) {
        Started started = instance.started();
        Target target = instance.target();
        Occupancy occupancy = target == null ? null : target.occupancy();
        return new InstanceStatus(
                instance.number,
                instance.phase().shown(occupancy),
                started == null ? 0 : started.process().pid(),
                started == null ? 0 : started.port().port(),
                occupancy == null ? 0 : occupancy.inFlight(),
                started != null && started.process().adopted()
                        ? started.process().age()
                        : instance.age(),
                occupancy == null || occupancy.inFlight() > 0 ? Duration.ZERO : instance.since(occupancy.idleSince()));
    }
}
