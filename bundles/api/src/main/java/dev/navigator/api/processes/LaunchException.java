package dev.navigator.api.processes;

import org.jspecify.annotations.Nullable;

/** The operating system would not start a process: command not found, not executable, no such working folder. */
public class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LaunchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
