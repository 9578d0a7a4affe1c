package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.ConnectionOptions;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.Head;
import dev.navigator.proxy.http.HeadBuffer;
import dev.navigator.proxy.http.RequestHead;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes a request's head as an instance is to see it: the target as it came, the fields of the first hop gone, ours added,
 * RFC 9110 section 7.6.
 */
final class RequestWriter {

    private static final byte[] VERSION = Ascii.bytes(" HTTP/1.1\r\n");
    private static final byte[] HOST = Ascii.bytes("Host: ");
    private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] CONTENT_LENGTH = Ascii.bytes("Content-Length: ");
    private static final byte[] FORWARDED_HOST_PARAMETER = Ascii.bytes(";host=\"");
    private static final byte[] FORWARDED_HOST = Ascii.bytes("\"\r\nX-Forwarded-Host: ");
    private static final byte[] REQUEST_ID = Ascii.bytes("X-Request-Id: ");
    private static final byte[] MAX_FORWARDS = Ascii.bytes("Max-Forwards: ");
    private static final byte[] UPGRADE = Ascii.bytes("Connection: Upgrade\r\nUpgrade: ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    private static final byte[] FOR = Ascii.bytes("X-Forwarded-For: ");
    private static final byte[] REAL_IP = Ascii.bytes("X-Real-IP: ");
    private static final byte[] PROTO = Ascii.bytes("X-Forwarded-Proto: ");
    private static final byte[] FORWARDED = Ascii.bytes("Forwarded: ");
    private static final byte[] FORWARDED_FOR = Ascii.bytes("for=");
    private static final byte[] HOST_FORWARDED = Ascii.bytes("X-Forwarded-Host: ");
    private static final byte[] COMMA = Ascii.bytes(", ");

    private static final Set<Field> HOP = EnumSet.of(
            Field.CONNECTION,
            Field.KEEP_ALIVE,
            Field.PROXY_CONNECTION,
            Field.TE,
            Field.UPGRADE,
            Field.HTTP2_SETTINGS,
            Field.PROXY_AUTHORIZATION,
            Field.PROXY_AUTHENTICATE,
            Field.TRANSFER_ENCODING,
            Field.CONTENT_LENGTH,
            Field.VARIANT);

    private static final Set<Field> APPENDED = EnumSet.of(Field.X_FORWARDED_FOR, Field.FORWARDED, Field.X_REQUEST_ID);

    private static final Set<Field> SPOOFABLE = EnumSet.of(
            Field.X_FORWARDED_FOR,
            Field.X_FORWARDED_PROTO,
            Field.X_FORWARDED_HOST,
            Field.X_FORWARDED_OTHER,
            Field.X_REAL_IP,
            Field.FORWARDED,
            Field.X_REQUEST_ID);

    private RequestWriter() {}

    /**
     * @param upgrade whether the field Upgrade is passed on
     * @param authority for a request of HTTP/1.0 that names no host
     */
    static void write(
            HeadBuffer out,
            RequestHead head,
            ConnectionOptions options,
            Sender sender,
            boolean upgrade,
            byte[] authority) {
        byte[] bytes = head.bytes();
        out.clear().add(bytes, head.methodStart(), head.methodEnd()).add(' ');
        int path = head.pathStart();
        if (path == head.targetEnd() || bytes[path] == '?') {
            out.add('/');
        }
        out.add(bytes, path, head.targetEnd()).add(VERSION);
        fields(out, head, options, sender.trusted());
        framing(out, head);
        byte[] host = head.hasHost() ? bytes : authority;
        int from = head.hasHost() ? head.hostStart() : 0;
        int to = head.hasHost() ? head.hostEnd() : authority.length;
        if (!head.hasHost() || head.form() == RequestHead.Form.ABSOLUTE) {
            out.add(HOST).add(host, from, to).add(CRLF);
        }
        out.add(head.http10() ? sender.peer().via10 : sender.peer().via);
        if (sender.trusted()) {
            trustedFields(out, head, sender.peer(), host, from, to);
        } else {
            untrustedFields(out, sender.peer(), host, from, to);
        }
        out.add(REQUEST_ID).add(sender.id()).add(CRLF);
        if (MaxForwards.counts(head)) {
            out.add(MAX_FORWARDS).addNumber(MaxForwards.left(head) - 1).add(CRLF);
        }
        if (upgrade) {
            int index = head.index(Field.UPGRADE);
            out.add(UPGRADE).add(bytes, head.value(index), head.valueEnd(index)).add(CRLF);
        }
        out.add(CRLF);
    }

    /** Copies the fields that go on, neighbours together. */
    private static void fields(HeadBuffer out, RequestHead head, ConnectionOptions options, boolean trusted) {
        int run = -1;
        for (int i = 0; i < head.count(); i++) {
            if (dropped(head, i, options, trusted)) {
                if (run >= 0) {
                    out.add(head.bytes(), run, head.name(i));
                }
                run = -1;
            } else if (run < 0) {
                run = head.name(i);
            }
        }
        if (run >= 0) {
            out.add(head.bytes(), run, head.lineEnd(head.count() - 1));
        }
    }

    /** Says anew how long the body is, for readers that would take another spelling of it for something else. */
    private static void framing(HeadBuffer out, RequestHead head) {
        if (head.has(Field.TRANSFER_ENCODING)) {
            out.add(CHUNKED);
        } else if (head.has(Field.CONTENT_LENGTH)) {
            out.add(CONTENT_LENGTH).addNumber(head.bodyLength()).add(CRLF);
        }
    }

    private static boolean dropped(RequestHead head, int index, ConnectionOptions options, boolean trusted) {
        Field id = head.id(index);
        if (id == null) {
            return options.nominates(head, index);
        }
        return HOP.contains(id)
                || (trusted ? APPENDED.contains(id) : SPOOFABLE.contains(id))
                || (id == Field.HOST && head.form() == RequestHead.Form.ABSOLUTE)
                || (id == Field.EXPECT && head.http10())
                || (id == Field.MAX_FORWARDS && MaxForwards.counts(head));
    }

    private static void untrustedFields(HeadBuffer out, Peer peer, byte[] host, int from, int to) {
        out.add(peer.fields)
                .add(FORWARDED_HOST_PARAMETER)
                .add(host, from, to)
                .add(FORWARDED_HOST)
                .add(host, from, to)
                .add(CRLF);
    }

    /** What a trusted proxy said stays; the proxy itself is added to what it said. */
    private static void trustedFields(HeadBuffer out, RequestHead head, Peer peer, byte[] host, int from, int to) {
        out.add(FOR);
        joined(out, head, Field.X_FORWARDED_FOR).add(peer.text).add(CRLF);
        if (!head.has(Field.X_REAL_IP)) {
            out.add(REAL_IP).add(peer.text).add(CRLF);
        }
        if (!head.has(Field.X_FORWARDED_PROTO)) {
            out.add(PROTO).add(peer.scheme).add(CRLF);
        }
        if (!head.has(Field.X_FORWARDED_HOST)) {
            out.add(HOST_FORWARDED).add(host, from, to).add(CRLF);
        }
        out.add(FORWARDED);
        joined(out, head, Field.FORWARDED).add(FORWARDED_FOR).add(peer.node).add(CRLF);
    }

    /** The values of all fields of that name, as one list with a comma at its end. */
    private static HeadBuffer joined(HeadBuffer out, Head head, Field field) {
        for (int i = 0; i < head.count(); i++) {
            if (head.id(i) == field && head.valueEnd(i) > head.value(i)) {
                out.add(head.bytes(), head.value(i), head.valueEnd(i)).add(COMMA);
            }
        }
        return out;
    }
}
