package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.text.LogText;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is about to be launched, in a file beside its output. It is written before the process exists, and so covers the
 * moment between launch and ledger, and a ledger that was lost: by its mark a process leads to this folder. Holds no
 * environment and no command line.
 */
final class LaunchNote {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchNote.class);
    private static final String FILE = "launch";

    private LaunchNote() {}

    static void write(Path folder, LaunchSpec spec) throws IOException {
        Properties note = new Properties();
        note.setProperty("kind", spec.owner().kind().name());
        note.setProperty("name", spec.owner().name());
        note.setProperty("instance", Integer.toString(spec.owner().instance()));
        note.setProperty("digest", spec.digest());
        spec.port().ifPresent(port -> note.setProperty("port", Integer.toString(port)));
        spec.pidFile().ifPresent(file -> note.setProperty("pid_file", file.toString()));
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(FILE))) {
            note.store(out, null);
        }
    }

    /** The process that was launched with its output in {@code folder}; empty without a note that makes sense. */
    static Optional<RunningProcess> read(Path folder, ProcessIdentity identity) {
        Properties note = new Properties();
        try (BufferedReader in = Files.newBufferedReader(folder.resolve(FILE))) {
            note.load(in);
            Owner owner = new Owner(
                    Owner.Kind.valueOf(note.getProperty("kind", "")),
                    note.getProperty("name", ""),
                    Integer.parseInt(note.getProperty("instance", "")));
            String port = note.getProperty("port");
            return Optional.of(new RunningProcess(
                    identity,
                    owner,
                    port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
                    Optional.ofNullable(note.getProperty("pid_file")).map(Path::of),
                    note.getProperty("digest", ""),
                    folder,
                    true));
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("No launch note folder={}", LogText.of(folder), e);
            return Optional.empty();
        }
    }
}
