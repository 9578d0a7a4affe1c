package dev.navigator.api.runtime.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part that has to finish something before Navigator ends.
 *
 * <p>On shutdown the launcher drains the parts {@linkplain Stage stage} by stage; within a stage all at once. The next
 * stage begins when the one before has completed or its time is up.
 */
@ConsumerType
public interface Drainable {

    /** The order of the end: who uses something goes before what it uses. */
    enum Stage {
        /** No new connections; exchanges in flight end. */
        LISTENER,
        /** Instances of tenants stop. */
        TENANTS,
        /** Managed processes stop, last started first. */
        MANAGED_PROCESSES
    }

    /** When this part's turn comes; always the same answer. */
    Stage stage();

    /**
     * Begins to finish. Must not block; calling it again returns a stage for the same end.
     *
     * @param budget how long it may take; afterwards whatever is left is to be ended by force, within a second
     * @return completed when nothing of this part is left to wait for
     */
    CompletionStage<Void> drain(Duration budget);

    /** Ends at once by force what {@link #drain} would have waited for: a second signal came. Must not block. */
    void abort();
}
