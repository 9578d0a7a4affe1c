package dev.navigator.pids;

import dev.navigator.api.pids.Identities;
import dev.navigator.api.pids.PidFileException;
import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.text.IoReason;
import dev.navigator.api.text.LogText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PID files that are never more than hints: reading one leads to no signal, writing one goes through no symbolic link, and
 * what is neither a regular file nor ours stays as it is. Keeps no state.
 */
@Component(immediate = true)
public final class GuardedPidFiles implements PidFiles {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedPidFiles.class);

    /** Larger files without a PID are taken for something precious named by mistake, and not removed. */
    private static final int LARGEST = 4096;

    private static final String REMEDY = "name a file of its own in PIDFILE";

    private final Identities identities;
    private final Ledger ledger;

    @Activate
    public GuardedPidFiles(@Reference Identities identities, @Reference Ledger ledger) {
        this.identities = identities;
        this.ledger = ledger;
    }

    @Modified
    void modified() {
        // has no properties; without this method a change of them would replace the service
    }

    @Override
    public void prepare(Path file) {
        createParents(file);
        if (!exists(file)) {
            return;
        }
        try {
            OptionalLong pid = PidFileContent.read(file);
            if (pid.isPresent()) {
                refuseIfInUse(file, pid.getAsLong());
            } else if (Files.size(file) > LARGEST) {
                throw refused(file, "is no PID file but something of " + Files.size(file) + " bytes", REMEDY, null);
            }
            Files.deleteIfExists(file);
            LOG.info("Removed stale PID file file={}", LogText.of(file));
        } catch (NoSuchFileException e) {
            LOG.debug("PID file went by itself file={}", LogText.of(file));
        } catch (IOException e) {
            throw refused(file, "a stale PID file that cannot be removed (" + IoReason.of(e) + ")", "remove it", e);
        }
    }

    @Override
    public void ensure(Path file, ProcessIdentity process) {
        createParents(file);
        if (exists(file) && namesLiving(file)) {
            return;
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.writeString(
                    temporary, process.pid() + "\n", StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(temporary);
            throw refused(file, "cannot be written (" + IoReason.of(e) + ")", "let Navigator write to its folder", e);
        }
    }

    @Override
    public void remove(Path file, ProcessIdentity process) {
        try {
            if (!attributes(file).isRegularFile() || !names(file, process)) {
                LOG.debug("Left PID file alone: it is not ours file={} pid={}", LogText.of(file), process.pid());
                return;
            }
            Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            LOG.trace("PID file was removed by its process file={}", LogText.of(file));
        } catch (IOException e) {
            LOG.warn("Cannot remove PID file file={} reason={}", LogText.of(file), IoReason.of(e));
        }
    }

    /** A PID that lives on under another identity means that somebody else has written the file since. */
    private boolean names(Path file, ProcessIdentity process) throws IOException {
        OptionalLong pid = PidFileContent.read(file);
        return pid.isPresent()
                && pid.getAsLong() == process.pid()
                && identities
                        .of(process.pid())
                        .filter(now -> !now.equals(process))
                        .isEmpty();
    }

    private boolean namesLiving(Path file) {
        try {
            OptionalLong pid = PidFileContent.read(file);
            return pid.isPresent() && identities.of(pid.getAsLong()).isPresent();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw refused(file, "cannot be read (" + IoReason.of(e) + ")", "remove it", e);
        }
    }

    /** Two of our own processes with one PID file would each take the other's for stale. */
    private void refuseIfInUse(Path file, long pid) {
        Optional<RunningProcess> ours = ledger.entries().stream()
                .filter(entry -> entry.pid() == pid && identities.alive(entry.identity()))
                .findFirst();
        if (ours.isPresent()) {
            throw refused(
                    file,
                    "names process " + pid + " of '" + ours.get().owner().label() + "', which runs",
                    "give each its own PIDFILE",
                    null);
        }
    }

    /** @return whether there is a file; anything there that is no regular file is refused */
    private static boolean exists(Path file) {
        try {
            BasicFileAttributes attributes = attributes(file);
            if (attributes.isSymbolicLink()) {
                throw refused(file, "is a symbolic link", REMEDY, null);
            }
            if (!attributes.isRegularFile()) {
                String what = attributes.isDirectory() ? "is a folder" : "is no regular file";
                throw refused(file, what, REMEDY, null);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw refused(file, "cannot be looked at (" + IoReason.of(e) + ")", "let Navigator use its folder", e);
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void createParents(Path file) {
        Path parent = file.getParent();
        if (parent == null || Files.isDirectory(parent)) {
            return;
        }
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw refused(
                    file, "its folder cannot be made (" + IoReason.of(e) + ")", "make it, or name another file", e);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.warn("Cannot remove temporary file file={} reason={}", LogText.of(temporary), IoReason.of(e));
        }
    }

    private static PidFileException refused(Path file, String seen, String remedy, @Nullable IOException cause) {
        return new PidFileException("PID file " + LogText.of(file) + ": " + seen + "; " + remedy, cause);
    }
}
