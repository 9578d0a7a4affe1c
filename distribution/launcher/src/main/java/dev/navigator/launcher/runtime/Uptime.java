package dev.navigator.launcher.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long this JVM is there. The process may be older, for a shell becomes the JVM by exec; so the first thread of Java is
 * asked, as proc(5) tells of it, in hundredths of a second. The JVM's own management classes would cost a tenth of a start.
 */
public final class Uptime {

    private static final Path PROC = Path.of("/proc");
    private static final int START_FIELD = 22;
    private static final long TICK_MILLIS = 10;

    private Uptime() {}

    /** To be called by the thread that runs {@code main}. @return zero where the system does not tell */
    public static Duration ofMainThread() {
        try {
            Path thread = PROC.resolve(Files.readSymbolicLink(PROC.resolve("thread-self")));
            return between(Files.readString(thread.resolve("stat")), Files.readString(PROC.resolve("uptime")));
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    /**
     * @param stat of a thread; its second field is a name in parentheses, which may have blanks and parentheses itself
     * @param uptime of the machine
     */
    static Duration between(String stat, String uptime) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long start = Long.parseLong(fields[START_FIELD - 3]) * TICK_MILLIS;
        long now = (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 1000);
        return Duration.ofMillis(Math.max(0, now - start));
    }
}
