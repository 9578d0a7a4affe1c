package dev.navigator.api.pids;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * PID files of tenants' instances, as the {@code PIDFILE} environment variable names them.
 *
 * <p>A PID file is a hint and never the truth: nobody is signalled because of one. Calls do file I/O and may block for as
 * long as the file system does.
 */
@ProviderType
public interface PidFiles {

    /**
     * Makes way for a new process: creates missing parent folders and removes a stale file. A file that names a living
     * process is removed too when that process is not one of Navigator's: the process itself is left alone.
     *
     * @throws PidFileException when {@code file} is a symbolic link or a folder, or cannot be removed
     */
    void prepare(Path file);

    /**
     * Writes the PID unless the process has written its own by now.
     *
     * @throws PidFileException when the file is not ours to write
     */
    void ensure(Path file, ProcessIdentity process);

    /** Removes the file if it still names {@code process}; leaves it alone otherwise. Never throws for a missing file. */
    void remove(Path file, ProcessIdentity process);
}
