package dev.navigator.pids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTextTest {

    private static final List<RunningProcess> TWO = List.of(Samples.instance(100), Samples.instance(200));

    @Test
    void whatIsWrittenIsReadAsAdopted() throws UnreadableLedgerException {
        var bare = new RunningProcess(
                new ProcessIdentity(7, 8, "boot"),
                new Owner(Owner.Kind.MANAGED, "redis", 1),
                OptionalInt.empty(),
                Optional.empty(),
                "",
                Path.of("/o"),
                false);

        List<RunningProcess> read = LedgerText.read(LedgerText.write(List.of(Samples.instance(100), bare)));

        assertEquals(List.of(adopted(Samples.instance(100)), adopted(bare)), read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb\r\n", "\\t", "a\\", "\\\\n", "end\t1\t0", "ü\u2028\uD83D\uDE80", " "})
    void namesMayBeAnything(String name) throws UnreadableLedgerException {
        var process = Samples.process(new ProcessIdentity(7, 8, name), new Owner(Owner.Kind.TENANT, name, 3));

        assertEquals(List.of(adopted(process)), LedgerText.read(LedgerText.write(List.of(process))));
    }

    @Test
    void aFileCutShortAnywhereIsUnreadable() {
        byte[] whole = LedgerText.write(TWO);

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(UnreadableLedgerException.class, () -> LedgerText.read(part), "cut at " + length);
        }
    }

    @Test
    void aFileScribbledOnAnywhereIsUnreadable() {
        byte[] whole = LedgerText.write(TWO);

        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            assertThrows(UnreadableLedgerException.class, () -> LedgerText.read(damaged), "damaged at " + at);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "navigator-ledger 2\nend\t0\t0\n", "navigator-ledger 1", "{\"version\":1}", "\n\n\n"})
    void anotherFormatIsUnreadable(String text) {
        assertThrows(UnreadableLedgerException.class, () -> LedgerText.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytesThatAreNoTextAreUnreadable() {
        assertThrows(
                UnreadableLedgerException.class, () -> LedgerText.read(new byte[] {(byte) 0xff, 0, 1, (byte) 0x80}));
    }

    @Test
    void anEmptyLedgerIsReadable() throws UnreadableLedgerException {
        assertTrue(LedgerText.read(LedgerText.write(List.of())).isEmpty());
    }

    private static RunningProcess adopted(RunningProcess process) {
        return new RunningProcess(
                process.identity(),
                process.owner(),
                process.port(),
                process.pidFile(),
                process.digest(),
                process.output(),
                true);
    }
}
