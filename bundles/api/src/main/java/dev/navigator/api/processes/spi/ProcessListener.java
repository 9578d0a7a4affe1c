package dev.navigator.api.processes.spi;

import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of the end of processes; offered as a service.
 *
 * <p>Calls come from a thread of the caller's choosing, must not block, and for one process come in the order of the
 * methods here, each once. A process that ends at once may be heard of before its launch returns. A component that is
 * replaced, by an update of its bundle for instance, hears what happened meanwhile when it is back within a minute.
 */
@ConsumerType
public interface ProcessListener {

    /** The process itself has ended. Others of its group may still run, and hold its port. */
    void exited(RunningProcess process, ExitStatus status);

    /** Nothing of the process's group is left: its port and PID file are free. */
    void gone(RunningProcess process, ExitStatus status);
}
