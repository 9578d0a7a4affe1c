package dev.navigator.processes;

import dev.navigator.api.pids.ProcessStat;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /proc} says of processes, Linux only. Whatever cannot be read, because the process went or is another user's,
 * is absent.
 */
final class ProcTable {

    /** Marks a process and all it starts, in whatever session, with the folder its output goes to. */
    static final String MARK = "NAVIGATOR_PROCESS";

    private static final byte[] MARK_BYTES = (MARK + "=").getBytes(StandardCharsets.US_ASCII);
    private static final Charset NATIVE = nativeCharset();
    private static final int STAT_LIMIT = 2048;
    private static final int ENVIRONMENT_LIMIT = 4 << 20;
    /** USER_HZ, which the kernel's interface to programs fixes at this, whatever its own clock. */
    private static final double TICKS_A_SECOND = 100;

    private final String root = "/proc/";
    private final long self = ProcessHandle.current().pid();
    private final String bootId = readBootId(Path.of("/proc/sys/kernel/random/boot_id"));

    String bootId() {
        return bootId;
    }

    /** The PID of this JVM. */
    long self() {
        return self;
    }

    Optional<ProcessStat> stat(long pid) {
        try (var in = new FileInputStream(root + pid + "/stat")) {
            byte[] line = in.readNBytes(STAT_LIMIT);
            return ProcessStat.parse(new String(line, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Every process there is. One that starts or ends meanwhile may be missing. */
    List<ProcessStat> all() {
        List<ProcessStat> all = new ArrayList<>();
        for (long pid : pids()) {
            stat(pid).ifPresent(all::add);
        }
        return all;
    }

    /**
     * The mark in the environment a process was started with. In a container it is that of another Navigator, whose folders
     * may have the same names as ours.
     */
    Optional<String> mark(long pid) {
        try (var in = new FileInputStream(root + pid + "/environ")) {
            return mark(in.readNBytes(ENVIRONMENT_LIMIT)).filter(mark -> sharesNamespace(pid));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a process counts PIDs as we do, see pid_namespaces(7); in doubt it does. */
    private boolean sharesNamespace(long pid) {
        try {
            Path ours = Files.readSymbolicLink(Path.of(root, "self", "ns", "pid"));
            return ours.equals(Files.readSymbolicLink(Path.of(root, Long.toString(pid), "ns", "pid")));
        } catch (IOException e) {
            return true;
        }
    }

    /** Now, on the clock of start times. */
    long ticksNow() {
        try {
            String uptime = Files.readString(Path.of(root, "uptime"), StandardCharsets.US_ASCII);
            return (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * TICKS_A_SECOND);
        } catch (IOException e) {
            throw new IllegalStateException("/proc/uptime cannot be read; is /proc mounted?", e);
        }
    }

    static Optional<String> mark(byte[] environment) {
        for (int start = 0; start < environment.length; ) {
            int end = start;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            if (startsWithMark(environment, start, end)) {
                int value = start + MARK_BYTES.length;
                return Optional.of(new String(environment, value, end - value, NATIVE));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static boolean startsWithMark(byte[] environment, int start, int end) {
        if (end - start < MARK_BYTES.length) {
            return false;
        }
        for (int i = 0; i < MARK_BYTES.length; i++) {
            if (environment[start + i] != MARK_BYTES[i]) {
                return false;
            }
        }
        return true;
    }

    private long[] pids() {
        String[] names = Path.of(root).toFile().list();
        if (names == null) {
            return new long[0];
        }
        long[] pids = new long[names.length];
        int count = 0;
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                pids[count++] = Long.parseLong(name);
            }
        }
        return Arrays.copyOf(pids, count);
    }

    private static String readBootId(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            return "unknown"; // a sandbox without it: PID and start time have to do
        }
    }

    /** In which paths go to and come from the system; what Java calls its default is another matter since 18. */
    static Charset nativeCharset() {
        String name = System.getProperty("sun.jnu.encoding");
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }
}
