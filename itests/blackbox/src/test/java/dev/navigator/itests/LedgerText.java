package dev.navigator.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** The record of running processes on disk, changed as only somebody can who knows its checksum. */
final class LedgerText {

    private LedgerText() {}

    /** @param change of the lines of the processes, whose first fields are PID, start and boot, set apart by tabs */
    static void change(NavigatorProcess navigator, UnaryOperator<String> change) throws IOException {
        Path file = navigator.folder.resolve("navigator.state/ledger");
        String text = Files.readString(file);
        String body = change.apply(text.substring(0, text.lastIndexOf("\nend\t") + 1));
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(StandardCharsets.UTF_8));
        long lines = body.lines().count() - 1;
        Files.writeString(file, body + "end\t" + lines + "\t" + Long.toHexString(checksum.getValue()) + "\n");
    }
}
