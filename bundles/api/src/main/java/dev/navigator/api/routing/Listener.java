package dev.navigator.api.routing;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The front door. */
@ProviderType
public interface Listener {

    /** Where connections are accepted; empty when they are not. */
    Optional<InetSocketAddress> accepting();

    /** Why the configured address could not be bound, which is tried again; empty when it was. */
    Optional<String> problem();

    /**
     * Waits for the configuration that was published last.
     *
     * @return completed once that is in force here, or {@link #problem} says why it is not yet
     */
    CompletionStage<Void> settled();

    /**
     * Allows other processes of the same user to listen at the same address beside this one, or forbids it again. Forbidden
     * unless it was allowed.
     *
     * @return completed when that is so
     */
    CompletionStage<Void> share(boolean allowed);

    /**
     * Lets another process that listens at the same address have the clients: accepts no more once those that are on their
     * way here have come, keeps no connection for another exchange than the one it may be sending, and ends what is left
     * when the time is up. Must not block.
     *
     * @return completed when no connection is left
     */
    CompletionStage<Void> retire(Duration budget);
}
