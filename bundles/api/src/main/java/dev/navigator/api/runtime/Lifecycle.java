package dev.navigator.api.runtime;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** The life of this Navigator as a whole. All methods may be called from any thread and never block. */
@ProviderType
public interface Lifecycle {

    /**
     * True once the end has begun. State holders hand over when they are deactivated while this is false, and may drop
     * everything when it is true.
     */
    boolean stopping();

    /** Begins a graceful shutdown, as SIGTERM does. Has no effect when one is under way. */
    void stop();

    /** The folder that is this Navigator's alone, mode 0700: ledger, output of processes, control socket. */
    Path stateDirectory();

    /** The version of the distribution, as {@code navigator --version} prints it. */
    String version();
}
