package dev.navigator.launcher.runtime;

import org.jspecify.annotations.Nullable;

/** Navigator cannot run, for a reason that is said in full to whoever started it; exit status 1. */
public final class LaunchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LaunchFailure(String message) {
        this(message, null);
    }

    public LaunchFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
