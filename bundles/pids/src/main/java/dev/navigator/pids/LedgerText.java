package dev.navigator.pids;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The ledger's format: a line that says which, a line for each process with fields set apart by tabs, and a last line with
 * their number and a checksum, so that a file cut short or scribbled on is told from a whole one. Holds no environment and
 * no command line.
 */
final class LedgerText {

    private static final String HEADER = "navigator-ledger 1";
    private static final String END = "end";
    private static final int FIELDS = 10;
    private static final String NOTHING = "";

    private LedgerText() {}

    static byte[] write(Collection<RunningProcess> entries) {
        String body = HEADER + "\n" + entries.stream().map(LedgerText::line).collect(Collectors.joining());
        String text = body + END + "\t" + entries.size() + "\t" + checksum(body) + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The entries, marked as adopted: whoever reads them did not start these processes. */
    static List<RunningProcess> read(byte[] bytes) throws UnreadableLedgerException {
        String text = decode(bytes);
        if (!text.startsWith(HEADER + "\n")) {
            throw new UnreadableLedgerException("is not of this version");
        }
        int end = text.lastIndexOf("\n" + END + "\t") + 1;
        if (end == 0 || !text.endsWith("\n")) {
            throw new UnreadableLedgerException("is cut short");
        }
        String body = text.substring(0, end);
        List<String> lines = body.lines().skip(1).toList();
        if (!text.substring(end).equals(END + "\t" + lines.size() + "\t" + checksum(body) + "\n")) {
            throw new UnreadableLedgerException("does not agree with its checksum");
        }
        List<RunningProcess> entries = new ArrayList<>();
        for (String line : lines) {
            entries.add(entry(line));
        }
        return entries;
    }

    private static String line(RunningProcess process) {
        ProcessIdentity identity = process.identity();
        List<String> fields = List.of(
                Long.toString(identity.pid()),
                Long.toString(identity.startTicks()),
                identity.bootId(),
                process.owner().kind().name(),
                process.owner().name(),
                Integer.toString(process.owner().instance()),
                process.port().isPresent() ? Integer.toString(process.port().getAsInt()) : NOTHING,
                process.pidFile().map(Path::toString).orElse(NOTHING),
                process.digest(),
                process.output().toString());
        return fields.stream().map(LedgerText::escape).collect(Collectors.joining("\t", "", "\n"));
    }

    private static RunningProcess entry(String line) throws UnreadableLedgerException {
        List<String> fields =
                Arrays.stream(line.split("\t", -1)).map(LedgerText::unescape).toList();
        if (fields.size() != FIELDS) {
            throw new UnreadableLedgerException("has a line of " + fields.size() + " fields, not " + FIELDS);
        }
        try {
            String port = fields.get(6);
            String pidFile = fields.get(7);
            return new RunningProcess(
                    new ProcessIdentity(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), fields.get(2)),
                    new Owner(Owner.Kind.valueOf(fields.get(3)), fields.get(4), Integer.parseInt(fields.get(5))),
                    port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
                    pidFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(pidFile)),
                    fields.get(8),
                    Path.of(fields.get(9)),
                    true);
        } catch (IllegalArgumentException e) {
            throw new UnreadableLedgerException("has a line that makes no sense", e);
        }
    }

    private static String decode(byte[] bytes) throws UnreadableLedgerException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableLedgerException("is not text", e);
        }
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private static String escape(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\' || i + 1 == field.length()) {
                text.append(c);
                continue;
            }
            char escaped = field.charAt(++i);
            text.append(
                    switch (escaped) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> escaped;
                    });
        }
        return text.toString();
    }
}
