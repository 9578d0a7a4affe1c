package dev.navigator.api.managed;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The side processes. All methods may be called from any thread and never block. */
@ProviderType
public interface ManagedProcesses {

    /** All of them, in the order of the configuration. */
    List<ManagedStatus> processes();

    /**
     * Whether a managed process of that name is ready; tenants may depend on it. False for an unknown name.
     */
    boolean ready(String name);

    /**
     * Starts a process that is down, or at once one that waits for its next start.
     *
     * @return completed when it runs; fails with {@link IllegalArgumentException} for an unknown name and with the cause when
     *     it cannot be started
     */
    CompletionStage<Void> start(String name);

    /**
     * Stops a process, which then stays down until {@link #start} or a change of its configuration.
     *
     * @return completed when it is gone; fails with {@link IllegalArgumentException} for an unknown name
     */
    CompletionStage<Void> stop(String name);
}
