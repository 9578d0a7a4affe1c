package dev.navigator.ports;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The ports in LISTEN state in one of the kernel's lists, {@code /proc/net/tcp} or {@code tcp6}; see proc(5). */
record ListeningPorts(Path list) {

    private static final String LISTEN = "0A";

    static ListeningPorts ipv6() {
        return new ListeningPorts(Path.of("/proc/net/tcp6"));
    }

    /** Empty when the kernel does without this family. Listeners come first in the list; the rest is not read. */
    Set<Integer> read() {
        Set<Integer> ports = new HashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.ISO_8859_1)) {
            lines.readLine(); // headings
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.trim().split("\\s+", 5);
                if (fields.length < 5 || !LISTEN.equals(fields[3])) {
                    break;
                }
                ports.add(Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16));
            }
        } catch (IOException e) {
            return Set.of();
        }
        return ports;
    }
}
