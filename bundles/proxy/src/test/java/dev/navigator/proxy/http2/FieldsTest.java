package dev.navigator.proxy.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.proxy.http.HeadBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields on their way from and to blocks. */
class FieldsTest {

    private final RequestFields request = new RequestFields();
    private final HeadBuffer out = new HeadBuffer();

    private String written(boolean end, String... namesAndValues) {
        request.reset(1000);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.accept(namesAndValues[i], namesAndValues[i + 1]);
        }
        return request.write(out, end)
                ? new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1)
                : "malformed";
    }

    @Test
    void aRequestBecomesAHeadOfHttp1() {
        String head = written(
                true,
                ":method",
                "GET",
                ":scheme",
                "https",
                ":authority",
                "a:1",
                ":path",
                "/b?c",
                "cookie",
                "d",
                "x-e",
                "f\u00e9",
                "cookie",
                "g",
                "host",
                "A:1");

        assertEquals("GET /b?c HTTP/1.1\r\nHost: a:1\r\nx-e: f\u00e9\r\nCookie: d; g\r\n\r\n", head);
    }

    @Test
    void theFramingSaysWhatIsKnownOfTheContent() {
        String[] post = {":method", "POST", ":scheme", "http", ":authority", "a", ":path", "/"};
        String[] withLength = {
            ":method", "POST", ":scheme", "http", ":authority", "a", ":path", "/", "content-length", "7"
        };

        assertTrue(written(true, post).endsWith("\r\nContent-Length: 0\r\n\r\n"));
        assertTrue(written(false, post).endsWith("\r\nTransfer-Encoding: chunked\r\n\r\n"));
        assertTrue(written(false, withLength).endsWith("\r\nContent-Length: 7\r\n\r\n"));
        assertEquals("malformed", written(true, withLength));
    }

    @Test
    void whatIsTooMuchIsNotKept() {
        request.reset(100);
        request.accept(":method", "GET");
        request.accept("x", "a".repeat(100));

        assertTrue(request.tooLarge());
        assertFalse(request.malformed());
    }

    @Test
    void contentGetsTheFramingThatWasAnnounced() {
        RequestContent chunks = new RequestContent(RequestFields.UNKNOWN);
        RequestContent known = new RequestContent(5);

        assertEquals("true 3\r\nabc\r\n", put(chunks, "abc", false));
        assertEquals("true ", put(chunks, "", false));
        assertEquals("true 1\r\nd\r\n0\r\n\r\n", put(chunks, "d", true));
        assertEquals("true abc", put(known, "abc", false));
        assertEquals("true de", put(known, "de", false));
        assertEquals("true ", put(known, "", true));
        assertTrue(put(known, "f", false).startsWith("false"));
        assertTrue(put(new RequestContent(5), "abc", true).startsWith("false"));
    }

    private static String put(RequestContent content, String data, boolean end) {
        ByteBuffer in = ByteBuffer.allocate(100);
        boolean right = content.put(ByteBuffer.wrap(data.getBytes(StandardCharsets.ISO_8859_1)), end, in);
        return right + " " + StandardCharsets.ISO_8859_1.decode(in.flip());
    }

    @Test
    void everyByteOfAValueSurvivesCompression() throws Exception {
        StringBuilder value = new StringBuilder();
        for (char c = ' '; c <= 0xff; c++) {
            value.append(c);
        }
        FieldWriter writer = new FieldWriter();
        writer.begin();
        writer.add("x-a", value.toString());
        writer.add("set-cookie", "b=c");
        List<String> read = new ArrayList<>();

        new FieldReader().read(writer.block(), (name, text) -> read.add(name + "=" + text));

        assertEquals(List.of("x-a=" + value, "set-cookie=b=c"), read);
    }

    @Test
    void aSmallerTableIsAnnouncedOnce() throws Exception {
        FieldReader reader = new FieldReader();
        FieldWriter writer = new FieldWriter();
        List<String> read = new ArrayList<>();
        for (int size : new int[] {4096, 0, 30, 31, 1000, 1_000_000}) {
            writer.tableSize(size);
            for (int i = 0; i < 3; i++) {
                writer.begin();
                writer.add("x-a", "value" + size);
                reader.read(writer.block(), (name, text) -> read.add(text));
            }
        }

        assertEquals(18, read.size());
        assertEquals("value1000000", read.get(17));
    }

    @Test
    void aTableThatWasSmallerInBetweenIsEmptiedByBothSides() throws Exception {
        FieldReader reader = new FieldReader();
        FieldWriter writer = new FieldWriter();
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writer.begin();
            writer.add("x-a", "value");
            writer.add("x-b", "value" + i);
            byte[] update = {writer.block().get(0), writer.block().get(1)};
            reader.read(writer.block(), (name, text) -> read.add(name + "=" + text));
            writer.tableSize(10);
            writer.tableSize(4096);

            assertEquals(i > 0, Arrays.equals(new byte[] {0x2a, 0x3f}, update));
        }

        assertEquals(List.of("x-a=value", "x-b=value0", "x-a=value", "x-b=value1", "x-a=value", "x-b=value2"), read);
    }

    @Test
    void aBlockThatMakesNoSenseIsAnErrorOfTheConnection() {
        byte[][] blocks = {{(byte) 0x80}, {0x40}, {0x3f, (byte) 0xff, (byte) 0xff, (byte) 0xff}, {0x20, 0x20, 0x20}};
        for (byte[] block : blocks) {
            assertThrows(
                    ConnectionError.class, () -> new FieldReader().read(ByteBuffer.wrap(block), (name, value) -> {}));
        }
    }
}
