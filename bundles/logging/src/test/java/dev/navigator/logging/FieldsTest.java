package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @Test
    void pairsAtTheEndAreFields() {
        Fields fields = Fields.of("Starting process managed_processes name=redis pid=123 command=redis-server");

        assertEquals("Starting process managed_processes", fields.text());
        assertEquals(Map.of("name", "redis", "pid", "123", "command", "redis-server"), fields.pairs());
        assertEquals(
                List.of("name", "pid", "command"), List.copyOf(fields.pairs().keySet()));
    }

    @Test
    void quotedValuesMayHoldAnything() {
        Fields fields = Fields.of("Crashed status=\"exit code 1\" last=\"a=\\\"b\\\" c=d\\n\\\\e\" empty=\"\" bare=");

        assertEquals(
                Map.of("status", "exit code 1", "last", "a=\"b\" c=d\n\\e", "empty", "", "bare", ""), fields.pairs());
    }

    @Test
    void whatOnlyLooksLikeAFieldBelongsToTheText() {
        Fields fields = Fields.of("no match for a=b in the table port=80");

        assertEquals("no match for a=b in the table", fields.text());
        assertEquals(Map.of("port", "80"), fields.pairs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing here",
                "a=b and more",
                "x=\"not closed",
                "x=\"closed\"badly y=z w",
                "GET /?q=1&r=2 answered",
                "=",
                " ="
            })
    void amessageWithoutFieldsAtItsEndHasNone(String message) {
        assertEquals(new Fields(message, Map.of()), Fields.of(message));
    }

    @Test
    void aMessageMayConsistOfFields() {
        assertEquals(new Fields("", Map.of("name", "shop")), Fields.of("name=shop"));
    }

    @Test
    void strangeMessagesCostLittle() {
        String strange = " a=b".repeat(20_000) + " !";

        long start = System.nanoTime();
        Fields fields = Fields.of(strange);

        assertEquals(strange, fields.text());
        assertTrue(System.nanoTime() - start < 1_000_000_000L);
    }
}
