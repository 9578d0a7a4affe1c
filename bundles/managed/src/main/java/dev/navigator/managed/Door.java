package dev.navigator.managed;

import dev.navigator.api.processes.LaunchException;
import dev.navigator.api.processes.Processes;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way to the processes service, which may be away for a moment while its bundle is updated: what is asked meanwhile waits
 * for the next one, and what fails because its service went is asked again. Thread-safe.
 */
final class Door {

    private final Executor blocking;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Request<?>> waiting = new ArrayDeque<>();
    private @Nullable Processes service;
    private boolean closed;

    Door(Executor blocking) {
        this.blocking = blocking;
    }

    void open(Processes next) {
        Queue<Request<?>> due;
        lock.lock();
        try {
            service = next;
            due = new ArrayDeque<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        due.forEach(this::submit);
    }

    /** Withdraws a service, unless another has replaced it. */
    void shut(Processes gone) {
        lock.lock();
        try {
            if (service == gone) {
                service = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks on a thread that may block. The stage is cancelled if nobody could be asked before {@link #close}.
     */
    <T> CompletionStage<T> ask(Function<Processes, T> question) {
        Request<T> request = new Request<>(question, new CompletableFuture<>());
        submit(request);
        return request.answer;
    }

    /** Gives up what waits. What was asked already is answered. */
    void close() {
        Queue<Request<?>> abandoned;
        lock.lock();
        try {
            closed = true;
            abandoned = new ArrayDeque<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        abandoned.forEach(request -> request.answer.cancel(false));
    }

    private <T> void submit(Request<T> request) {
        blocking.execute(() -> run(request));
    }

    private <T> void run(Request<T> request) {
        Processes asked = currentOrWait(request);
        if (asked == null) {
            return;
        }
        try {
            request.answer.complete(request.question.apply(asked));
        } catch (LaunchException e) {
            request.answer.completeExceptionally(e);
        } catch (RuntimeException e) {
            if (replaced(asked)) {
                run(request);
            } else {
                request.answer.completeExceptionally(e);
            }
        }
    }

    private <T> @Nullable Processes currentOrWait(Request<T> request) {
        boolean refused;
        lock.lock();
        try {
            if (service != null && !closed) {
                return service;
            }
            refused = closed;
            if (!refused) {
                waiting.add(request);
            }
        } finally {
            lock.unlock();
        }
        if (refused) {
            request.answer.cancel(false);
        }
        return null;
    }

    private boolean replaced(Processes asked) {
        lock.lock();
        try {
            return service != asked;
        } finally {
            lock.unlock();
        }
    }

    private record Request<T>(Function<Processes, T> question, CompletableFuture<T> answer) {}
}
