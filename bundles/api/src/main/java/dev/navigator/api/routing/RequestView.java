package dev.navigator.api.routing;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What strategies may see of a request; valid only during the call it is passed to. */
@ProviderType
public interface RequestView {

    /** Case-sensitive, RFC 9110 section 9.1. */
    String method();

    /** The normalised path: percent-decoded once where unreserved, without dot segments, RFC 3986 section 6.2.2. */
    String path();

    /** The first value of a field, by its case-insensitive name; null when there is none. */
    @Nullable
    String header(String name);

    /** Who sent it: the peer, or the client that a trusted proxy names. */
    InetSocketAddress client();
}
