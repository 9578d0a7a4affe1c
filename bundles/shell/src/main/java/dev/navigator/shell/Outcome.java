package dev.navigator.shell;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a command has begun. */
final class Outcome {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Outcome() {}

    /**
     * @param subject for messages, such as {@code tenant 'shop'}
     */
    static void await(String subject, CompletionStage<Void> stage) {
        try {
            stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (CancellationException e) {
            throw overtaken(subject);
        } catch (ExecutionException | CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof CancellationException
                    ? overtaken(subject)
                    : new CommandFailure(message(subject, cause));
        } catch (TimeoutException e) {
            throw new CommandFailure(subject + ": still under way after " + LIMIT.toMinutes() + " minutes; see 'ps'");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(subject + ": interrupted");
        }
    }

    private static CommandFailure overtaken(String subject) {
        return new CommandFailure(subject + ": somebody else has asked for the opposite meanwhile; see 'ps'");
    }

    private static String message(String subject, Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Text.about(subject, message);
    }
}
