package dev.navigator.shell;

import dev.navigator.api.routing.Listener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has what problem a test says, known only once it is waited for. */
final class FakeListener implements Listener {

    private Optional<String> next = Optional.empty();
    private Optional<String> problem = Optional.empty();

    void becomes(String problem) {
        next = Optional.of(problem);
    }

    @Override
    public CompletionStage<Void> settled() {
        problem = next;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<InetSocketAddress> accepting() {
        return Optional.empty();
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public CompletionStage<Void> share(boolean allowed) {
        throw new AssertionError("the shell shares nothing");
    }

    @Override
    public CompletionStage<Void> retire(Duration budget) {
        throw new AssertionError("the shell retires nothing");
    }
}
