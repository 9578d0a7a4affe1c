package dev.navigator.testing;

import dev.navigator.api.runtime.Lifecycle;
import java.nio.file.Path;

/** A lifecycle for tests, which stops only in that it says so. */
public final class FixedLifecycle implements Lifecycle {

    private final Path stateDirectory;
    private volatile boolean stopping;
    private volatile boolean yielding;

    public FixedLifecycle(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
    }

    @Override
    public boolean stopping() {
        return stopping;
    }

    @Override
    public boolean yielding() {
        return yielding;
    }

    /** Another process takes over from now on. */
    public void beYielding() {
        yielding = true;
    }

    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public Path stateDirectory() {
        return stateDirectory;
    }

    @Override
    public String version() {
        return "test";
    }
}
