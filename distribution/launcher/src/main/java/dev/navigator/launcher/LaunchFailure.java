package dev.navigator.launcher;

import org.jspecify.annotations.Nullable;

/** Navigator cannot run, for a reason that is said in full to whoever started it; exit status 1. */
final class LaunchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchFailure(String message) {
        this(message, null);
    }

    LaunchFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
