package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pids.ProcessStat;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether a process or its people listen on a port.
 *
 * <p>Most listen themselves, so everybody else is only looked for when the process does not. The descriptors of another
 * user's process, as sudo starts them, cannot be read: then a listener counts as its own when the same user opened it.
 * Listeners in another network namespace, such as a container's, are not seen; nor is a proxy that a container engine runs for
 * one its own, as it descends from the engine.
 */
final class ListenQuestion {

    private final ProcTable table;
    private final Supplier<List<ProcessIdentity>> leaders;
    private final ListeningSockets sockets = new ListeningSockets();

    /** @param leaders see {@link Scan} */
    ListenQuestion(ProcTable table, Supplier<List<ProcessIdentity>> leaders) {
        this.table = table;
        this.leaders = leaders;
    }

    /** @param output the mark of the process, see {@link ProcTable#MARK} */
    boolean ask(ProcessIdentity process, Path output, int port) {
        Kinsfolk kinsfolk = new Kinsfolk(process, output);
        return sockets.any(port, listener -> has(process.pid(), listener) || kinsfolk.have(listener));
    }

    private static boolean has(long pid, ListeningSockets.Listener listener) {
        return switch (Descriptors.hasSocket(pid, listener.inode())) {
            case YES -> true;
            case NO -> false;
            case NOT_TOLD -> Descriptors.uid(pid) == listener.uid();
        };
    }

    /** Looked for once for all listeners on the port. */
    private final class Kinsfolk {
        private final ProcessIdentity process;
        private final Path output;
        private Kin kin = new Kin(List.of(), List.of());
        private boolean known;

        Kinsfolk(ProcessIdentity process, Path output) {
            this.process = process;
            this.output = output;
        }

        boolean have(ListeningSockets.Listener listener) {
            if (!known) {
                kin = Scan.take(table, leaders.get()).kin(process, output.toString(), true, Set.of());
                known = true;
            }
            return kin.all()
                    .mapToLong(ProcessStat::pid)
                    .filter(pid -> pid != process.pid())
                    .anyMatch(pid -> has(pid, listener));
        }
    }
}
