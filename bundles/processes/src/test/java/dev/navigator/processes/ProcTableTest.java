package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcTableTest {

    private final ProcTable table = new ProcTable();

    @ParameterizedTest
    @CsvSource({
        "NAVIGATOR_PROCESS=/a/b, /a/b",
        "A=1|NAVIGATOR_PROCESS=/a b|C=2, /a b",
        "A=1|NAVIGATOR_PROCESS=, ''",
        "A=NAVIGATOR_PROCESS=/a,",
        "XNAVIGATOR_PROCESS=/a,",
        "NAVIGATOR_PROCESS,",
        "NAVIGATOR_PROCESSES=1,",
        "'',",
        "||,",
        "A=1|NAVIGATOR_PRO,"
    })
    void theMarkIsAVariableOfTheEnvironment(String environment, String mark) {
        byte[] bytes = environment.replace('|', '\0').getBytes(StandardCharsets.UTF_8);

        assertEquals(Optional.ofNullable(mark), ProcTable.mark(bytes));
    }

    @Test
    void everyProcessIsInTheTable() {
        long self = ProcessHandle.current().pid();

        assertEquals(self, table.self());
        assertTrue(table.all().stream().anyMatch(stat -> stat.pid() == self));
        assertTrue(table.all().stream().anyMatch(stat -> stat.pid() == 1));
    }

    @Test
    void whoIsNotThereHasNothing() {
        assertEquals(Optional.empty(), table.stat(999_999_999));
        assertEquals(Optional.empty(), table.mark(999_999_999));
    }

    @Test
    void nowIsNotBeforeTheStartOfWhatStartedJustNow() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            long start = table.stat(process.pid()).orElseThrow().startTicks();

            assertTrue(start <= table.ticksNow() + 1 && start > table.ticksNow() - 1000);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
