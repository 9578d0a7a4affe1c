package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance waits for before it is launched, and has until it is gone: first what it depends on, then its turn among
 * all starts, and a place. Belongs to the tenant's mailbox.
 */
final class Turn {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Services services;
    private final Keeper keeper;
    private final Countdown deadline;
    private final Countdown poll;
    private @Nullable Ticket ticket;

    Turn(Services services, Keeper keeper) {
        this.services = services;
        this.keeper = keeper;
        deadline = new Countdown(services.scheduler, keeper);
        poll = new Countdown(services.scheduler, keeper);
    }

    /**
     * Waits, off the mailbox. What is depended on has as long as a start may take; the turn may take any time.
     *
     * @param replacement whether it needs no room of its own
     */
    void await(TenantSettings settings, boolean replacement, Runnable admitted, Runnable overdue) {
        deadline.start(settings.timeouts().start(), overdue);
        awaitDependencies(settings.dependsOn(), replacement, admitted);
    }

    private void awaitDependencies(List<String> names, boolean replacement, Runnable admitted) {
        if (services.ready(names)) {
            deadline.stop();
            ticket = services.admission.apply(keeper.holder(), replacement, () -> keeper.execute(admitted));
        } else {
            poll.start(POLL, () -> awaitDependencies(names, replacement, admitted));
        }
    }

    /** Takes what is needed without asking: the process runs already. */
    void take() {
        ticket = services.admission.adopt(keeper.holder());
    }

    /** The start is over: it is another's turn. */
    void over() {
        if (ticket != null) {
            ticket.settled();
        }
    }

    /** Others may count on the place. */
    void leaving() {
        if (ticket != null) {
            ticket.leaving();
        }
    }

    /** Gives everything back, and waits no more. */
    void close() {
        deadline.stop();
        poll.stop();
        if (ticket != null) {
            ticket.close();
        }
    }
}
