package dev.navigator.shell;

/** A command could not do what it was asked for; the message is for the operator. Exit status 1. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}
