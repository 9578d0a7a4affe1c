package dev.navigator.api.processes;

import dev.navigator.api.pids.ProcessIdentity;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The processes Navigator is responsible for, on disk, so that a successor finds them after any end of this JVM.
 *
 * <p>Each change is durable when the call returns (temporary file, fsync, rename); a removal only against the end of this
 * JVM, as whoever is entered in vain is found to be dead. Calls do file I/O and are serialised. A
 * disk that is full is reported once and the ledger kept in memory until it can be written again.
 */
@ProviderType
public interface Ledger {

    /** Adds or replaces the entry of one process. */
    void record(RunningProcess process);

    /** Removes the entry of a process that is gone, with all of its group. */
    void remove(ProcessIdentity process);

    /** All entries, those of an earlier run included, whether or not their processes still live. */
    List<RunningProcess> entries();
}
