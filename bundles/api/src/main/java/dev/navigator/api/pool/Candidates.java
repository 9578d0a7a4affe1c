package dev.navigator.api.pool;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The ready instances of one tenant, as they are while a selection goes on; valid only during the call. Those that have left a
 * request without an answer are among them only when no other has a place left.
 */
@ProviderType
public interface Candidates {

    /** At least 1. */
    int size();

    /** The instance at {@code index}. */
    InstanceId id(int index);

    /** Exchanges in flight on the instance at {@code index}. */
    int inFlight(int index);

    /** Requests one instance serves at once. */
    int concurrency();
}
