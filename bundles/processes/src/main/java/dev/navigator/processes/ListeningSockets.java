package dev.navigator.processes;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * TCP sockets in LISTEN state, from {@code /proc/net/tcp} and {@code tcp6}; see proc(5).
 *
 * <p>Listeners come first in the kernel's lists. After the last one it walks its whole table of connections, for
 * milliseconds, whether there are any or not: so little is read at a time and reading stops at the one looked for, and the
 * list where one was found the last time is read first.
 */
final class ListeningSockets {

    private static final String TCP = "/proc/net/tcp";
    private static final String TCP6 = "/proc/net/tcp6";
    private static final String LISTEN = "0A";
    private static final int A_LINE_OR_TWO = 256;

    private volatile boolean ipv6First;

    /** @param uid of the user who opened it */
    record Listener(int port, long uid, long inode) {}

    /** Whether there is a listener on {@code port}, on any address, that is {@code wanted}. */
    boolean any(int port, Predicate<Listener> wanted) {
        boolean first = ipv6First;
        if (anyIn(first ? TCP6 : TCP, port, wanted)) {
            return true;
        }
        if (anyIn(first ? TCP : TCP6, port, wanted)) {
            ipv6First = !first;
            return true;
        }
        return false;
    }

    private static boolean anyIn(String list, int port, Predicate<Listener> wanted) {
        try (var in = new FileInputStream(list)) {
            byte[] part = new byte[A_LINE_OR_TWO];
            StringBuilder pending = new StringBuilder();
            boolean headings = true;
            for (int read = in.read(part); read > 0; read = in.read(part)) {
                pending.append(new String(part, 0, read, StandardCharsets.ISO_8859_1));
                int start = 0;
                for (int end = pending.indexOf("\n"); end >= 0; end = pending.indexOf("\n", start)) {
                    String line = pending.substring(start, end);
                    start = end + 1;
                    if (!headings && !isListener(line)) {
                        return false;
                    }
                    if (!headings && matches(line, port, wanted)) {
                        return true;
                    }
                    headings = false;
                }
                pending.delete(0, start);
            }
        } catch (IOException e) {
            return false; // a kernel without this family
        }
        return false;
    }

    private static boolean isListener(String line) {
        String[] fields = line.trim().split("\\s+", 5);
        return fields.length == 5 && LISTEN.equals(fields[3]);
    }

    private static boolean matches(String line, int port, Predicate<Listener> wanted) {
        String[] fields = line.trim().split("\\s+");
        int localPort = Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16);
        return localPort == port
                && wanted.test(new Listener(port, Long.parseLong(fields[7]), Long.parseLong(fields[9])));
    }
}
