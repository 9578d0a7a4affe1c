package dev.navigator.launcher.deploy;

import org.jspecify.annotations.Nullable;

/** A bundle in the drop folder that is not taken; the message says why. */
final class PluginException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean mayResolveLater;

    PluginException(String message) {
        this(message, null);
    }

    PluginException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private PluginException(String message, @Nullable Throwable cause, boolean mayResolveLater) {
        super(message, cause);
        this.mayResolveLater = mayResolveLater;
    }

    /** It needs something that is not there, and that another bundle may bring. */
    static PluginException lacking(String message) {
        return new PluginException(message, null, true);
    }

    boolean mayResolveLater() {
        return mayResolveLater;
    }
}
