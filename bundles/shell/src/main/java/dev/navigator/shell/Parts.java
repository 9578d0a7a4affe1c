package dev.navigator.shell;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.Reloader;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.routing.Listener;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The parts of Navigator that commands speak to. Any of them may be missing: commands then say so. */
@Component(service = Parts.class)
public final class Parts {

    private static final Duration UPDATE = Duration.ofSeconds(3);

    private final Awaited<Pool> pool = new Awaited<>();
    private final Awaited<ManagedProcesses> managed = new Awaited<>();
    private final Awaited<Reloader> reloader = new Awaited<>();
    private final Awaited<Listener> listener = new Awaited<>();
    private final Awaited<Configuration> configuration = new Awaited<>();

    @Activate
    public Parts() {}

    Optional<Pool> pool() {
        return pool.now();
    }

    Optional<ManagedProcesses> managed() {
        return managed.now();
    }

    Optional<Listener> listener() {
        return listener.now();
    }

    Optional<Configuration> configuration() {
        return configuration.now();
    }

    /** Waits for it if it is being updated. */
    Pool requirePool() {
        return pool.within(UPDATE).orElseThrow(() -> absent("pool"));
    }

    /** Waits for it if it is being updated. */
    ManagedProcesses requireManaged() {
        return managed.within(UPDATE).orElseThrow(() -> absent("managed"));
    }

    /** Waits for it if it is being updated. */
    Reloader requireReloader() {
        return reloader.within(UPDATE).orElseThrow(() -> absent("config"));
    }

    private static CommandFailure absent(String bundle) {
        return new CommandFailure("bundle 'dev.navigator." + bundle
                + "': is missing, stopped or does not come up; 'navigator bundles' and the log say which");
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPool(Pool service) {
        pool.bind(service);
    }

    void unbindPool(Pool service) {
        pool.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindManaged(ManagedProcesses service) {
        managed.bind(service);
    }

    void unbindManaged(ManagedProcesses service) {
        managed.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindReloader(Reloader service) {
        reloader.bind(service);
    }

    void unbindReloader(Reloader service) {
        reloader.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindListener(Listener service) {
        listener.bind(service);
    }

    void unbindListener(Listener service) {
        listener.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration service) {
        configuration.bind(service);
    }

    void unbindConfiguration(Configuration service) {
        configuration.unbind(service);
    }
}
