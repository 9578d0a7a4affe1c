package dev.navigator.api.runtime;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where one version of a bundle leaves its state for the next.
 *
 * <p>Only objects whose classes come from the Java runtime or from {@code dev.navigator.api} may be left: any other would
 * keep the class loader of the old bundle alive. What is left stays until it is taken or the framework stops.
 */
@ProviderType
public interface Handover {

    /** Leaves {@code state} under {@code key}, replacing what may lie there. */
    void leave(String key, Object state);

    /** Takes what lies under {@code key}; a second call finds nothing. */
    Optional<Object> take(String key);
}
