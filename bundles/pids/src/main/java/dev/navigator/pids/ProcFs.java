package dev.navigator.pids;

import dev.navigator.api.pids.Identities;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pids.ProcessStat;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** Identities from {@code /proc}. Linux only. */
@Component(immediate = true)
public final class ProcFs implements Identities {

    /** Far longer than the kernel makes the line, even with a program's name of 64 odd characters. */
    private static final int STAT_LIMIT = 2048;

    private final Path proc;
    private final String bootId;

    /** Reads the kernel's own {@code /proc}. */
    @Activate
    public ProcFs() {
        this(Path.of("/proc"));
    }

    ProcFs(Path proc) {
        this.proc = proc;
        this.bootId = readBootId(proc.resolve("sys/kernel/random/boot_id"));
    }

    @Modified
    void modified() {
        // has no properties; without this method a change of them would replace the service
    }

    @Override
    public Optional<ProcessIdentity> of(long pid) {
        return stat(pid).filter(stat -> !stat.dead()).map(stat -> stat.identity(bootId));
    }

    @Override
    public boolean alive(ProcessIdentity process) {
        return of(process.pid()).filter(process::equals).isPresent();
    }

    String bootId() {
        return bootId;
    }

    private Optional<ProcessStat> stat(long pid) {
        if (pid <= 0) {
            return Optional.empty();
        }
        try (var in = new FileInputStream(proc.resolve(pid + "/stat").toFile())) {
            byte[] line = in.readNBytes(STAT_LIMIT);
            return ProcessStat.parse(new String(line, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty(); // there is no such process, or it went while we read
        }
    }

    private static String readBootId(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            return "unknown"; // a sandbox without it: PID and start time have to do
        }
    }
}
