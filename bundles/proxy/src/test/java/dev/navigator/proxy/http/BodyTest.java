package dev.navigator.proxy.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    private final Body body = new Body();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\r\n\r\n",
                "5\r\nhello\r\n0\r\n\r\n",
                "a\r\n0123456789\r\nA\r\n0123456789\r\n00\r\n\r\n",
                "5;a\r\nhello\r\n0;b=c;d=\"e \\\" ;f\"\r\n\r\n",
                "5;a;b=\"\";c=d;e\r\nhello\r\n0\r\n\r\n",
                "000000000000005\r\nhello\r\n0\r\n\r\n"
            })
    void soundChunksPassAsTheyAreHoweverTheyAreCut(String chunks) {
        for (int cut = 0; cut <= chunks.length(); cut++) {
            body.start(Body.CHUNKED);

            String passed = pass(chunks + "GET / ", cut, false);

            assertEquals(chunks, passed);
            assertTrue(body.complete());
            assertFalse(body.broken());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\n", // 7.1: no size
                "\r\n0\r\n\r\n", // 7.1: empty size
                "-1\r\n", // 7.1: sign
                "+1\r\na\r\n0\r\n\r\n",
                "0x1\r\na\r\n0\r\n\r\n",
                " 1\r\na\r\n0\r\n\r\n", // 7.1: blank before or behind the size
                "1 \r\na\r\n0\r\n\r\n",
                "1\na\r\n0\r\n\r\n", // 2.2: bare LF
                "1\r\na\n0\r\n\r\n",
                "1\r\na\r\n0\r\n\n",
                "1\r\na\r\n0\n\r\n",
                "1\ra\r\n0\r\n\r\n", // 2.2: bare CR
                "1\r\nab\r\n0\r\n\r\n", // 7.1: data longer than its size
                "2\r\na\r\n0\r\n\r\n",
                "1234567890123456\r\n", // 7.1: overflow
                "1;\r\na\r\n0\r\n\r\n", // 7.1.1: no name, no value, two values
                "1;a;\r\na\r\n0\r\n\r\n",
                "1;=b\r\na\r\n0\r\n\r\n",
                "1;\"a\"\r\na\r\n0\r\n\r\n",
                "1;a=\r\na\r\n0\r\n\r\n",
                "1;a=;b\r\na\r\n0\r\n\r\n",
                "1;a=b=c\r\na\r\n0\r\n\r\n",
                "1;a=\"b\"c\r\na\r\n0\r\n\r\n",
                "1;a=\"b\r\na\r\n0\r\n\r\n",
                "1;a\nb\r\na\r\n0\r\n\r\n", // 7.1.1: bare LF in an extension
                "1;a=\"\nb\"\r\na\r\n0\r\n\r\n",
                "1;a b\r\na\r\n0\r\n\r\n",
                "1;a=\"\\\n\"\r\na\r\n0\r\n\r\n",
                "0\r\nX: y\n\r\n", // 7.1.2: malformed trailers
                "0\r\nX : y\r\n\r\n",
                "0\r\nX: y\r\n z\r\n\r\n"
            })
    void malformedChunksAreFoundHoweverTheyAreCut(String chunks) {
        for (int cut = 0; cut <= chunks.length(); cut++) {
            body.start(Body.CHUNKED);

            pass(chunks, cut, false);

            assertTrue(body.broken(), chunks + " cut at " + cut);
            assertFalse(body.complete());
        }
    }

    @Test
    void longExtensionsAreMalformed() {
        body.start(Body.CHUNKED);

        pass("1;" + "a".repeat(2000) + "\r\n", 5, false);

        assertTrue(body.broken());
    }

    @Test
    void chunksCanBeStripped() {
        String chunks = "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-Sum: z\r\n\r\n";
        for (int cut = 0; cut <= chunks.length(); cut++) {
            body.start(Body.CHUNKED);

            assertEquals("abcdefgX-Sum: z\r\n\r\n", pass(chunks, cut, true));
            assertEquals(7, body.size());
        }
    }

    @Test
    void trailersLoseWhatOnlyAHeadMaySay() {
        String fields = String.join(
                "\r\n",
                "X-Sum: 1",
                "Content-Length: 5",
                "Transfer-Encoding: chunked",
                "Host: b",
                "X_Real_IP: c",
                "Set-Cookie: d",
                "Y: 2");
        String chunks = "0\r\n" + fields + "\r\n\r\n";
        for (int cut = 0; cut <= chunks.length(); cut++) {
            body.start(Body.CHUNKED);

            assertEquals("0\r\nX-Sum: 1\r\nY: 2\r\n\r\n", pass(chunks, cut, false));
            assertTrue(body.complete());
        }
    }

    @Test
    void endlessTrailersAreMalformed() {
        body.start(Body.CHUNKED);

        pass("0\r\nX: " + "y".repeat(10_000), 100, false);

        assertTrue(body.broken());
    }

    @Test
    void aLengthEndsABody() {
        body.start(5);

        assertEquals("hello", pass("helloGET", 3, false));
        assertTrue(body.complete());
    }

    @Test
    void noLengthIsABodyThatIsComplete() {
        body.start(0);

        assertTrue(body.complete());
        assertEquals("", pass("GET", 1, false));
    }

    @Test
    void aBodyUntilTheCloseTakesAll() {
        body.start(Body.UNTIL_CLOSE);

        assertEquals("0\r\n\r\n", pass("0\r\n\r\n", 2, false));
        assertFalse(body.complete());
    }

    private String pass(String text, int cut, boolean strip) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        pass(ByteBuffer.wrap(bytes, 0, cut).slice(), strip, passed);
        pass(ByteBuffer.wrap(bytes, cut, bytes.length - cut).slice(), strip, passed);
        return passed.toString(StandardCharsets.ISO_8859_1);
    }

    private void pass(ByteBuffer in, boolean strip, ByteArrayOutputStream passed) {
        int end = body.accept(in, in.position(), in.limit(), strip);
        passed.write(in.array(), in.arrayOffset() + in.position(), body.keptEnd() - in.position());
        in.position(end);
        byte[] trailers = body.inTrailers() ? body.trailers(in) : null;
        if (trailers != null) {
            passed.writeBytes(trailers);
        }
    }
}
