package dev.navigator.pool;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The launch of a process off the mailbox, and what is heard of its end before the launch has returned. */
final class Launch {

    private final Executor blocking;
    private final Executor mailbox;
    private @Nullable End heard;

    /** An end that came early; perhaps another process's of the same name. */
    private record End(ProcessIdentity process, ExitStatus status, boolean gone) {}

    Launch(Executor blocking, Executor mailbox) {
        this.blocking = blocking;
        this.mailbox = mailbox;
    }

    /** Begins; one of the two is told in the mailbox. */
    void begin(Supplier<Started> start, Consumer<Started> launched, Consumer<RuntimeException> failed) {
        blocking.execute(() -> {
            try {
                Started running = start.get();
                mailbox.execute(() -> launched.accept(running));
            } catch (RuntimeException e) { // whatever it is: the start has failed, and requests wait for it
                mailbox.execute(() -> failed.accept(e));
            }
        });
    }

    /** A process has ended, and it is not known yet whose it was. */
    void hear(RunningProcess process, ExitStatus status, boolean gone) {
        heard = new End(process.identity(), status, gone);
    }

    /** Tells again what was heard of a process that turned out to be this instance's. */
    void repeat(RunningProcess process, Instance instance) {
        End end = heard;
        if (end != null && end.process().equals(process.identity())) {
            instance.exited(process, end.status());
            if (end.gone()) {
                instance.vanished(process, end.status());
            }
        }
    }
}
