package dev.navigator.testing;

import dev.navigator.api.pids.PidFileException;
import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.pids.ProcessIdentity;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** PID files that are only remembered. Thread-safe. */
public final class FakePidFiles implements PidFiles {

    private final Set<Path> prepared = ConcurrentHashMap.newKeySet();
    private final Set<Path> refused = ConcurrentHashMap.newKeySet();
    private final Map<Path, ProcessIdentity> files = new ConcurrentHashMap<>();

    @Override
    public void prepare(Path file) {
        if (refused.contains(file)) {
            throw new PidFileException("PID file '" + file + "': a symbolic link", null);
        }
        prepared.add(file);
        files.remove(file);
    }

    @Override
    public void ensure(Path file, ProcessIdentity process) {
        files.putIfAbsent(file, process);
    }

    @Override
    public void remove(Path file, ProcessIdentity process) {
        files.remove(file, process);
    }

    /** Lets {@link #prepare} refuse a file. */
    public void refuse(Path file) {
        refused.add(file);
    }

    public Set<Path> prepared() {
        return Set.copyOf(prepared);
    }

    /** Who is named by which file. */
    public Map<Path, ProcessIdentity> files() {
        return Map.copyOf(files);
    }
}
