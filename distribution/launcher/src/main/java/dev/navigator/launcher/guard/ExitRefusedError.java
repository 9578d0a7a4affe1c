package dev.navigator.launcher.guard;

/** A plugin tried to end the JVM. An error, so that it gets past those who catch exceptions on the way. */
public final class ExitRefusedError extends Error {
    private static final long serialVersionUID = 1L;

    ExitRefusedError(String message) {
        super(message);
    }
}
