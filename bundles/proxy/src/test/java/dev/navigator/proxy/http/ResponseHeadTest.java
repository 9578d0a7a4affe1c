package dev.navigator.proxy.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.navigator.proxy.http.Head.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseHeadTest {

    private static final HeadLimits LIMITS = new HeadLimits(1024, 20, 0);

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("4 no status line", "<html>", Refusal.STATUS_LINE),
                arguments("4 HTTP/2", "HTTP/2.0 200 OK\r\n\r\n", Refusal.STATUS_LINE),
                arguments("4 two blanks", "HTTP/1.1  200 OK\r\n\r\n", Refusal.STATUS_LINE),
                arguments("4 no number", "HTTP/1.1 OK\r\n\r\n", Refusal.STATUS_LINE),
                arguments("4 short number", "HTTP/1.1 20 OK\r\n\r\n", Refusal.STATUS_LINE),
                arguments("4 long number", "HTTP/1.1 2000 OK\r\n\r\n", Refusal.STATUS_LINE),
                arguments("9110-15 number below 100", "HTTP/1.1 099 X\r\n\r\n", Refusal.STATUS_LINE),
                arguments("9110-15 number above 599", "HTTP/1.1 600 X\r\n\r\n", Refusal.STATUS_LINE),
                arguments("4 control in the reason", "HTTP/1.1 200 O\1K\r\n\r\n", Refusal.STATUS_LINE),
                arguments("2.2 bare LF in the status line", "HTTP/1.1 200 OK\nX: y\r\n\r\n", Refusal.LINE_END),
                arguments("2.2 bare CR in the status line", "HTTP/1.1 200 OK\rX: y\r\n\r\n", Refusal.LINE_END),
                arguments("2.2 bare LF behind a field", "HTTP/1.1 200 OK\r\nX: y\n\r\n", Refusal.LINE_END),
                arguments("2.2 bare LF at the end", "HTTP/1.1 200 OK\r\nX: y\r\n\n", Refusal.LINE_END),
                arguments("5.1 blank in a name", "HTTP/1.1 200 OK\r\nX y: z\r\n\r\n", Refusal.FIELD_NAME),
                arguments("5.1 blank alone", "HTTP/1.1 200 OK\r\nX: y\r\nX \r\n\r\n", Refusal.FIELD_NAME),
                arguments(
                        "6.3 CL and TE before blanks",
                        head("Content-Length : 1\r\nTransfer-Encoding : chunked"),
                        Refusal.LENGTH_AND_ENCODING),
                arguments("large blanks", "HTTP/1.1 200 OK\r\nX" + " ".repeat(2000), Refusal.HEAD_TOO_LARGE),
                arguments("5.2 folded", "HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n", Refusal.OBSOLETE_FOLDING),
                arguments("9110-5.5 NUL in a value", "HTTP/1.1 200 OK\r\nX: \0\r\n\r\n", Refusal.FIELD_VALUE),
                arguments(
                        "6.3 CL and TE",
                        head("Content-Length: 1\r\nTransfer-Encoding: chunked"),
                        Refusal.LENGTH_AND_ENCODING),
                arguments("6.3 differing CLs", head("Content-Length: 1\r\nContent-Length: 2"), Refusal.CONTENT_LENGTH),
                arguments("6.3 CL that is no number", head("Content-Length: one"), Refusal.CONTENT_LENGTH),
                arguments("6.3 negative CL", head("Content-Length: -1"), Refusal.CONTENT_LENGTH),
                arguments("6.1 other coding", head("Transfer-Encoding: gzip"), Refusal.TRANSFER_ENCODING),
                arguments("6.1 two codings", head("Transfer-Encoding: gzip, chunked"), Refusal.TRANSFER_ENCODING),
                arguments(
                        "6.1 TE in HTTP/1.0",
                        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                        Refusal.TRANSFER_ENCODING),
                arguments("large", "HTTP/1.1 200 OK\r\nX: " + "y".repeat(2000), Refusal.HEAD_TOO_LARGE));
    }

    private static String head(String fields) {
        return "HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsMalformedOrAmbiguousIsRefusedHoweverItIsCut(String rule, String text, Refusal refusal) {
        for (int cut = 0; cut <= text.length(); cut++) {
            ResponseHead head = new ResponseHead(LIMITS);

            Outcome outcome = feed(head, text, cut);

            assertEquals(Outcome.REFUSED, outcome, rule + " cut at " + cut);
            assertEquals(refusal, head.refusal(), rule + " cut at " + cut);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, X: y, 200, -2",
        "HTTP/1.1 200, X: y, 200, -2",
        "'HTTP/1.1 200 ', X: y, 200, -2",
        "HTTP/1.0 200 OK, X: y, 200, -2",
        "HTTP/1.1 200 Very good, Content-Length: 12, 200, 12",
        "HTTP/1.1 200 OK, Transfer-Encoding: chunked, 200, -1",
        "HTTP/1.1 204 No Content, Content-Length: 5, 204, 0",
        "HTTP/1.1 304 Not Modified, Content-Length: 5, 304, 0",
        "HTTP/1.1 103 Early Hints, Link: </a>, 103, 0",
        "HTTP/1.1 500 Oops, Content-Length: 0, 500, 0"
    })
    void theBodysLengthFollowsFromTheHead(String line, String field, int status, long length) {
        String text = line + "\r\n" + field + "\r\n\r\n";
        for (int cut = 0; cut <= text.length(); cut++) {
            ResponseHead head = new ResponseHead(LIMITS);

            assertEquals(Outcome.DONE, feed(head, text, cut), line);
            assertEquals(status, head.status());
            assertEquals(length, head.bodyLength(false));
            assertEquals(0, head.bodyLength(true));
        }
    }

    @Test
    void blanksBeforeAColonAreRemovedHoweverTheyAreCut() {
        String text = "HTTP/1.1 200 OK\r\nContent-Length \t : 12\r\nX : y : z\r\n\r\nbody";
        for (int cut = 0; cut <= text.length() - 4; cut++) {
            ResponseHead head = new ResponseHead(LIMITS);

            assertEquals(Outcome.DONE, feed(head, text, cut), "cut at " + cut);

            assertEquals(12, head.bodyLength(false));
            assertEquals("y : z", head.text("x"));
            String clean = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nX: y : z\r\n\r\n";
            assertEquals(clean, new String(head.bytes(), 0, head.length(), StandardCharsets.ISO_8859_1));
        }
    }

    private static Outcome feed(ResponseHead head, String text, int cut) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Outcome first = head.feed(ByteBuffer.wrap(bytes, 0, cut));
        return first == Outcome.MORE ? head.feed(ByteBuffer.wrap(bytes, cut, bytes.length - cut)) : first;
    }
}
