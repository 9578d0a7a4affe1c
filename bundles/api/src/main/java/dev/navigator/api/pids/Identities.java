package dev.navigator.api.pids;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Looks processes up in the kernel. Calls read {@code /proc}: microseconds, from any thread. */
@ProviderType
public interface Identities {

    /** The process that has {@code pid} now; empty when there is none, or only a zombie is left of it. */
    Optional<ProcessIdentity> of(long pid);

    /** Whether exactly this process still runs: same PID, same start, same boot, and no zombie. */
    boolean alive(ProcessIdentity process);
}
