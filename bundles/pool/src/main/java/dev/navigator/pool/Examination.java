package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.processes.ProbeContext;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Finds out whether an instance still lives that refused a connection or left a request without an answer. Begins and tells in
 * the tenant's mailbox, looks on threads that may block.
 */
final class Examination {

    /** What is seen of an instance that is hung. */
    static final String HUNG = "no answer to requests, nor to its health check";

    /** Within which a process that has ended is known to have. */
    private static final Duration NEWS = Duration.ofMillis(300);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MOST_SILENCES = 3;

    private final Services services;
    private final Keeper keeper;
    private boolean asking;

    Examination(Services services, Keeper keeper) {
        this.services = services;
        this.keeper = keeper;
    }

    /** Whether anybody listens on its port: it may be dead, or just have been slow. */
    void hear(Started suspect, Runnable alive, Runnable deaf) {
        services.scheduler.blocking().execute(() -> {
            if (new Starter(services).mayListen(suspect)) {
                keeper.execute(alive);
            } else {
                // Mostly because it has just ended: then the news of that, which says how, is on its way.
                services.scheduler.after(NEWS, services.scheduler.blocking(), () -> keeper.execute(deaf));
            }
        });
    }

    /**
     * Whether its health check gets no answer either, again and again. Any answer will do: only silence tells a hung instance
     * from one that is ill, or lets requests wait on purpose.
     *
     * @param doubtful whether there is still reason to ask
     */
    void ask(TenantSettings settings, Started suspect, BooleanSupplier doubtful, Runnable hung) {
        if (!asking && settings.healthCheck().isPresent()) {
            asking = true;
            ask(Readiness.context(settings, suspect), doubtful, hung, 1);
        }
    }

    private void ask(ProbeContext context, BooleanSupplier doubtful, Runnable hung, int nth) {
        services.scheduler.blocking().execute(() -> {
            boolean silent = silent(context);
            keeper.execute(() -> {
                asking = silent && doubtful.getAsBoolean() && nth < MOST_SILENCES;
                if (asking) {
                    services.scheduler.after(PAUSE, keeper, () -> ask(context, doubtful, hung, nth + 1));
                } else if (silent && doubtful.getAsBoolean()) {
                    hung.run();
                }
            });
        });
    }

    private static boolean silent(ProbeContext context) {
        try {
            return !new DefaultProbe().ready(context);
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false; // that, too, is an answer
        }
    }
}
