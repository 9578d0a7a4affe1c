package dev.navigator.shell;

/** A command did not do what it was asked to; the message is for the operator. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    static final int FAILED = 1;
    /** What was typed makes no sense. */
    static final int USAGE = 2;

    private final int status;

    CommandFailure(String message) {
        this(FAILED, message);
    }

    private CommandFailure(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(USAGE, message);
    }

    /** The exit status of the command. */
    int status() {
        return status;
    }
}
