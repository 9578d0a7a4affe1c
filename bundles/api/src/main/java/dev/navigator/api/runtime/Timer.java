package dev.navigator.api.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** A task that has been scheduled. */
@ProviderType
public interface Timer {

    /**
     * Forgets the task unless it was already handed to its executor. Calling it again, or too late, does nothing: owners
     * that must not act on a late task check their own state.
     */
    void cancel();
}
