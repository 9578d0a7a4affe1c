package dev.navigator.api.routing;

import dev.navigator.api.config.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The configured tenants, by path. Immutable. */
@ProviderType
public interface Routes {

    /** The tenant with the longest path that is a prefix of {@code path} on segment boundaries; null when there is none. */
    @Nullable
    TenantId longestPrefix(String path);

    Set<TenantId> tenants();
}
