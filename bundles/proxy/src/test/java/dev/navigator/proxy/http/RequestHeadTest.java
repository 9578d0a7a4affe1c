package dev.navigator.proxy.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.navigator.proxy.http.Head.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestHeadTest {

    private static final HeadLimits LIMITS = new HeadLimits(2048, 20, 512);

    static Stream<Arguments> refused() {
        return Stream.of(
                // The request line, RFC 9112 section 3.
                arguments("3 no version: HTTP/0.9", "GET /\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3 two blanks", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments(
                        "3 two blanks before the version", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3 tab for blank", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3 blank in front", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3 blank behind", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3 more words", "GET / x HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3.1 no token for a method", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3.1 method of a TLS handshake", "\26\3\1\2\0\1\0\1", Refusal.REQUEST_LINE),
                arguments("3.1 endless method", "A".repeat(65), Refusal.METHOD_TOO_LONG),
                arguments("3.2 empty target", "GET HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3.2 relative target", "GET a/b HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.TARGET),
                arguments("3.2 fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3.2 control in the target", "GET /a\1b HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3.2 NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3.2 DEL in the target", "GET /a\177b HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments(
                        "3.2 raw UTF-8 in the target", "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("3.2.4 asterisk for GET", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.TARGET),
                arguments("3.2.2 other scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.TARGET),
                arguments("9110-7.4 https unsecured", "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.TARGET),
                arguments("3.2.2 no authority", "GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.TARGET),
                arguments("3.2.2 user in authority", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", Refusal.TARGET),
                arguments("3.2.2 doubtful Host", "GET http://b/ HTTP/1.1\r\nHost: a, b\r\n\r\n", Refusal.HOST),
                arguments("2.3 version in lower case", "GET / http/1.1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("2.3 version of two digits", "GET / HTTP/1.11\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("2.3 version without minor", "GET / HTTP/1\r\nHost: a\r\n\r\n", Refusal.REQUEST_LINE),
                arguments("2.3 HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", Refusal.VERSION),
                arguments("2.3 preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Refusal.VERSION),
                arguments("2.3 HTTP/0.9 with version", "GET / HTTP/0.9\r\n\r\n", Refusal.VERSION),
                // Line ends, RFC 9112 section 2.2.
                arguments("2.2 bare LF in the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", Refusal.LINE_END),
                arguments("2.2 bare CR in the request line", "GET / HTTP/1.1\rHost: a\r\n\r\n", Refusal.LINE_END),
                arguments("2.2 bare LF behind a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", Refusal.LINE_END),
                arguments("2.2 bare CR in a field", "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", Refusal.LINE_END),
                arguments("2.2 bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", Refusal.LINE_END),
                arguments("2.2 bare CR at the end", "GET / HTTP/1.1\r\nHost: a\r\n\rX", Refusal.LINE_END),
                arguments("2.2 too many empty lines", "\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\n", Refusal.REQUEST_LINE),
                arguments("2.2 CR without LF in front", "\rGET / HTTP/1.1\r\n", Refusal.LINE_END),
                // Fields, RFC 9112 section 5.
                arguments("5.1 blank before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", Refusal.FIELD_NAME),
                arguments("5.1 tab before the colon", "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", Refusal.FIELD_NAME),
                arguments("5.1 no name", "GET / HTTP/1.1\r\n: a\r\nHost: a\r\n\r\n", Refusal.FIELD_NAME),
                arguments("5.1 no colon", "GET / HTTP/1.1\r\nHost\r\n\r\n", Refusal.FIELD_NAME),
                arguments(
                        "5.1 no token for a name", "GET / HTTP/1.1\r\nHost: a\r\nX(y): b\r\n\r\n", Refusal.FIELD_NAME),
                arguments("5.1 NUL in a name", "GET / HTTP/1.1\r\nHo\0st: a\r\n\r\n", Refusal.FIELD_NAME),
                arguments("5.2 folded", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", Refusal.OBSOLETE_FOLDING),
                arguments(
                        "5.2 folded by tab",
                        "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n",
                        Refusal.OBSOLETE_FOLDING),
                arguments(
                        "2.2 blank before the first field",
                        "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
                        Refusal.OBSOLETE_FOLDING),
                arguments(
                        "9110-5.5 NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n", Refusal.FIELD_VALUE),
                arguments(
                        "9110-5.5 control in a value",
                        "GET / HTTP/1.1\r\nHost: a\r\nX: b\7c\r\n\r\n",
                        Refusal.FIELD_VALUE),
                arguments(
                        "9110-5.5 DEL in a value",
                        "GET / HTTP/1.1\r\nHost: a\r\nX: b\177\r\n\r\n",
                        Refusal.FIELD_VALUE),
                // Host, RFC 9112 section 3.2.
                arguments("3.2 no Host", "GET / HTTP/1.1\r\n\r\n", Refusal.HOST_MISSING),
                arguments("3.2 two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", Refusal.HOST),
                arguments("3.2 same Host twice", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", Refusal.HOST),
                arguments("3.2 two Hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", Refusal.HOST),
                arguments("3.2 empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", Refusal.HOST),
                arguments("3.2 list of Hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with comma", "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with bad port", "GET / HTTP/1.1\r\nHost: a:x\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with huge port", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with two ports", "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host that is a port", "GET / HTTP/1.1\r\nHost: :80\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with blank", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with quote", "GET / HTTP/1.1\r\nHost: a\"b\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host with bad escape", "GET / HTTP/1.1\r\nHost: a%2\r\n\r\n", Refusal.HOST),
                arguments("3.2 Host not in ASCII", "GET / HTTP/1.1\r\nHost: \u00e9\r\n\r\n", Refusal.HOST),
                arguments("3.2 unclosed literal", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", Refusal.HOST),
                arguments("3.2 literal with junk", "GET / HTTP/1.1\r\nHost: [::1]x\r\n\r\n", Refusal.HOST),
                // Framing, RFC 9112 section 6.
                framed("6.1 CL and TE", "Content-Length: 1\r\nTransfer-Encoding: chunked", Refusal.LENGTH_AND_ENCODING),
                framed("6.1 TE and CL", "Transfer-Encoding: chunked\r\nContent-Length: 1", Refusal.LENGTH_AND_ENCODING),
                framed("6.1 CL and any TE", "Content-Length: 1\r\nTransfer-Encoding: x", Refusal.LENGTH_AND_ENCODING),
                framed("6.1 TE not last", "Transfer-Encoding: chunked, gzip", Refusal.TRANSFER_ENCODING),
                framed("6.1 TE not alone", "Transfer-Encoding: gzip, chunked", Refusal.TRANSFER_ENCODING),
                framed("6.1 TE identity", "Transfer-Encoding: identity", Refusal.TRANSFER_ENCODING),
                framed("6.1 TE empty", "Transfer-Encoding:", Refusal.TRANSFER_ENCODING),
                framed("6.1 TE quoted", "Transfer-Encoding: \"chunked\"", Refusal.TRANSFER_ENCODING),
                framed("6.1 TE with parameter", "Transfer-Encoding: chunked;a=b", Refusal.TRANSFER_ENCODING),
                framed("6.1 TE with comma", "Transfer-Encoding: chunked,", Refusal.TRANSFER_ENCODING),
                framed("6.1 TE with vertical tab", "Transfer-Encoding: \13chunked", Refusal.FIELD_VALUE),
                framed("6.1 TE xchunked", "Transfer-Encoding: xchunked", Refusal.TRANSFER_ENCODING),
                framed(
                        "6.1 TE twice",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                        Refusal.TRANSFER_ENCODING),
                framed(
                        "6.1 TE twice, different",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
                        Refusal.TRANSFER_ENCODING),
                arguments(
                        "6.1 TE in HTTP/1.0",
                        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
                        Refusal.TRANSFER_ENCODING),
                framed("6.3 CLs that differ", "Content-Length: 1\r\nContent-Length: 2", Refusal.CONTENT_LENGTH),
                framed("6.3 CLs that are the same", "Content-Length: 1\r\nContent-Length: 1", Refusal.CONTENT_LENGTH),
                framed("6.3 list of CLs", "Content-Length: 1, 1", Refusal.CONTENT_LENGTH),
                framed("9110-8.6 CL with sign", "Content-Length: +1", Refusal.CONTENT_LENGTH),
                framed("9110-8.6 negative CL", "Content-Length: -1", Refusal.CONTENT_LENGTH),
                framed("9110-8.6 CL in hexadecimal", "Content-Length: 0x1", Refusal.CONTENT_LENGTH),
                framed("9110-8.6 empty CL", "Content-Length:", Refusal.CONTENT_LENGTH),
                framed("9110-8.6 CL that overflows", "Content-Length: 18446744073709551617", Refusal.CONTENT_LENGTH),
                framed("9110-8.6 CL with blank", "Content-Length: 1 1", Refusal.CONTENT_LENGTH),
                framed("9110-8.6 CL with letters", "Content-Length: 1a", Refusal.CONTENT_LENGTH),
                framed("9110-8.6 CL with decimals", "Content-Length: 1.0", Refusal.CONTENT_LENGTH),
                // Limits.
                arguments(
                        "long target",
                        "GET /" + "a".repeat(512) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        Refusal.TARGET_TOO_LONG),
                arguments("endless target", "GET /" + "a".repeat(5000), Refusal.TARGET_TOO_LONG),
                arguments("long value", "GET / HTTP/1.1\r\nX: " + "a".repeat(5000), Refusal.HEAD_TOO_LARGE),
                arguments("long name", "GET / HTTP/1.1\r\n" + "a".repeat(5000), Refusal.HEAD_TOO_LARGE),
                arguments(
                        "many fields", "GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(21) + "\r\n", Refusal.TOO_MANY_FIELDS));
    }

    private static Arguments framed(String rule, String fields, Refusal refusal) {
        return arguments(rule, "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\nx", refusal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsMalformedOrAmbiguousIsRefusedHoweverItIsCut(String rule, String text, Refusal refusal) {
        for (int cut = 0; cut <= text.length(); cut++) {
            RequestHead head = new RequestHead(LIMITS);

            Outcome outcome = feed(head, text, cut);

            assertEquals(Outcome.REFUSED, outcome, rule + " cut at " + cut);
            assertEquals(refusal, head.refusal(), rule + " cut at " + cut);
        }
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("plain", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0L),
                arguments("2.2 empty lines in front", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 0L),
                arguments("2.5 later minor version", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 0L),
                arguments("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 0L),
                arguments("5 no blank behind the colon", "GET / HTTP/1.1\r\nHost:a\r\n\r\n", 0L),
                arguments("5 blanks around the value", "GET / HTTP/1.1\r\nHost: \t a \t\r\n\r\n", 0L),
                arguments("9110-5.5 obsolete text", "GET / HTTP/1.1\r\nHost: a\r\nX: \u00e9\r\n\r\n", 0L),
                arguments("5 empty value", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n", 0L),
                arguments("3.2.1 query", "GET /?a=|b|{c}\"d\" HTTP/1.1\r\nHost: a\r\n\r\n", 0L),
                arguments("3.2.2 absolute form", "GET HTTP://A:80/b HTTP/1.1\r\nHost: a:80\r\n\r\n", 0L),
                arguments("3.2.2 another Host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 0L),
                arguments("3.2.3 authority form", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 0L),
                arguments("3.2.4 asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 0L),
                arguments("Host with IPv6", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 0L),
                arguments("Host with escape", "GET / HTTP/1.1\r\nHost: a%20b\r\n\r\n", 0L),
                arguments("length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 007\r\n\r\n", 7L),
                arguments(
                        "large length",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999999999\r\n\r\n",
                        999999999999999999L),
                arguments("chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n", Body.CHUNKED),
                arguments("unknown method", "PURGE / HTTP/1.1\r\nHost: a\r\n\r\n", 0L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void whatIsSoundIsAcceptedHoweverItIsCut(String rule, String text, long length) {
        for (int cut = 0; cut <= text.length(); cut++) {
            RequestHead head = new RequestHead(LIMITS);

            Outcome outcome = feed(head, text, cut);

            assertEquals(Outcome.DONE, outcome, rule + " cut at " + cut + ": " + head.refusal());
            assertEquals(length, head.bodyLength(), rule);
            assertEquals(text.length(), head.length(), rule);
        }
    }

    private static Outcome feed(RequestHead head, String text, int cut) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Outcome first = head.feed(ByteBuffer.wrap(bytes, 0, cut));
        return first == Outcome.MORE ? head.feed(ByteBuffer.wrap(bytes, cut, bytes.length - cut)) : first;
    }

    @Test
    void whatFollowsTheHeadIsLeftAlone() {
        ByteBuffer in = ByteBuffer.wrap(Ascii.bytes("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbodyGET"));
        RequestHead head = new RequestHead(LIMITS);

        Outcome outcome = head.feed(in);

        assertEquals(Outcome.DONE, outcome);
        assertEquals("bodyGET", StandardCharsets.ISO_8859_1.decode(in).toString());
    }

    @Test
    void fieldsAreFoundWhateverTheirCase() {
        RequestHead head = new RequestHead(LIMITS);

        feed(head, "GET /a?b HTTP/1.1\r\nhOsT: a\r\nX-Some: one\r\nx-some: two\r\nACCEPT:  c \r\n\r\n", 0);

        assertEquals("one", head.text("x-SOME"));
        assertEquals("c", head.text(Field.ACCEPT));
        assertNull(head.text("X-Other"));
        assertEquals("GET", head.methodText());
        assertEquals("/a?b", head.targetText());
    }

    @Test
    void namesThatOnlyAnUnderscoreTellsApartAreVariants() {
        RequestHead head = new RequestHead(LIMITS);

        feed(head, "GET / HTTP/1.1\r\nHost: a\r\nX_Forwarded_For: b\r\nX-Forwarded_Port: c\r\nMy_Own: d\r\n\r\n", 0);

        assertEquals(Field.VARIANT, head.id(1));
        assertEquals(Field.X_FORWARDED_OTHER, head.id(2));
        assertNull(head.id(3));
    }

    @Test
    void aReusedHeadKnowsNothingOfTheOneBefore() {
        RequestHead head = new RequestHead(LIMITS);
        feed(head, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nX: y\r\n\r\n", 10);

        head.reset(LIMITS);
        feed(head, "GET / HTTP/1.0\r\n\r\n", 0);

        assertEquals(0, head.bodyLength());
        assertEquals(0, head.count());
        assertTrue(head.http10());
        assertNull(head.text(Field.HOST));
    }
}
