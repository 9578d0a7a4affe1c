package dev.navigator.pids;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileContentTest {

    @ParameterizedTest
    @CsvSource({"1234, 1234", "'1234\n', 1234", "' 1234 \n', 1234", "'1234\r\n', 1234", "'1234 puma 6.0\n/srv', 1234"})
    void thePidComesFirst(String text, long pid) {
        assertEquals(OptionalLong.of(pid), PidFileContent.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "0",
                "-1",
                "-1234",
                "+1234",
                "0x10",
                "007",
                "12a",
                "1.5",
                "99999999999999999999",
                "pid: 12",
                "\u0000\u0001",
                "\u0661"
            })
    void garbageIsNoPid(String text) {
        assertEquals(OptionalLong.empty(), PidFileContent.parse(text));
    }
}
