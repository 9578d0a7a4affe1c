package dev.navigator.api.pool.spi;

import dev.navigator.api.pool.Candidates;
import dev.navigator.api.routing.RequestView;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the instance that served the same client before, which it knows by a cookie.
 *
 * <p>Registered as an {@link InstanceSelector}. What is said there holds here too.
 */
@ConsumerType
public interface StickySelector extends InstanceSelector {

    /**
     * A cookie by which {@link #select} knows the client again. Asked for each request when the instance that serves it is
     * known, which also happens when there was only one to select.
     *
     * @param candidates those that {@link #select} was given, or would have been
     * @param chosen index of that instance, not always the one that was selected
     * @return what the client is told with the response, in the form of RFC 6265 section 4.1 without the name of the field, such
     *     as {@code name=value; Path=/; HttpOnly}, ASCII; null to tell it nothing
     */
    @Nullable
    String cookie(Candidates candidates, int chosen, RequestView request, Map<String, String> options);
}
