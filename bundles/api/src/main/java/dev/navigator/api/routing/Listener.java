package dev.navigator.api.routing;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The front door. */
@ProviderType
public interface Listener {

    /** Where connections are accepted; empty when they are not. */
    Optional<InetSocketAddress> accepting();

    /** Why the configured address could not be bound; empty when it was. */
    Optional<String> problem();
}
