package dev.navigator.pool;

/** A process could not be started, although its command was known. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String command;

    StartException(String command, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.command = command;
    }

    /** What was to be executed, for people. */
    String command() {
        return command;
    }
}
