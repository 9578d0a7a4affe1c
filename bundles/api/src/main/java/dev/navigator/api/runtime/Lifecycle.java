package dev.navigator.api.runtime;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** The life of this Navigator as a whole. All methods may be called from any thread and never block. */
@ProviderType
public interface Lifecycle {

    /**
     * Component property, an integer: whoever has it lets go of what belongs to the state directory when another Navigator
     * process takes over. The launcher disables such components, those with a lower number first, and enables them again,
     * in reverse order, if that one fails.
     */
    String YIELDS = "navigator.yields";

    /**
     * True once the end has begun. State holders hand over when they are deactivated while this is false, and may drop
     * everything when it is true.
     */
    boolean stopping();

    /**
     * True while another Navigator process takes over, or has done so. A component that is deactivated then has no successor
     * in this JVM: it leaves nothing in {@link Handover}, and processes, ledger and files are the other's from then on.
     */
    default boolean yielding() {
        return false;
    }

    /** Begins a graceful shutdown, as SIGTERM does. Has no effect when one is under way. */
    void stop();

    /** The folder that is this Navigator's alone, mode 0700: ledger, output of processes, control socket. */
    Path stateDirectory();

    /** The version of the distribution, as {@code navigator --version} prints it. */
    String version();
}
