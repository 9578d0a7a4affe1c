package dev.navigator.api.config;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Reads the configuration file again on demand; what SIGHUP and {@code navigator -s reload} do. */
@ProviderType
public interface Reloader {

    /**
     * Reads the whole file and, when it has no errors, publishes it as the next deployment before returning. Otherwise
     * nothing changes. Blocks for file I/O; concurrent calls run one after the other.
     *
     * @return the problems found; the file was refused when one of them is an error
     */
    List<Problem> reload();
}
