package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.ConnectionOptions;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.HeadBuffer;
import dev.navigator.proxy.http.ResponseHead;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a response's head as the client is to see it: the fields of the other hop gone, those of this one added. */
final class ResponseWriter {

    /** How a body's end is made known to the client. */
    enum Delivery {
        /** As the instance did it; also for responses without a body. */
        AS_IS,
        /** In chunks of ours, because the instance only closes its connection. */
        WRAPPED,
        /** Without the instance's chunks, because the client knows none: by closing. */
        STRIPPED
    }

    /** What the client hears about its connection. */
    enum Persistence {
        /** It stays open and the client expects so. */
        IMPLIED,
        /** It stays open, which a client of HTTP/1.0 has to be told. */
        KEEP_ALIVE,
        CLOSE
    }

    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1 ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = Ascii.bytes("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = Ascii.bytes("Connection: keep-alive\r\n");
    private static final byte[] SET_COOKIE = Ascii.bytes("Set-Cookie: ");
    private static final byte[] NO_DATE = {};
    private static final byte[] UPGRADE = Ascii.bytes("Connection: Upgrade\r\n");

    private static final Set<Field> HOP = EnumSet.of(
            Field.CONNECTION,
            Field.KEEP_ALIVE,
            Field.PROXY_CONNECTION,
            Field.TE,
            Field.PROXY_AUTHENTICATE,
            Field.PROXY_AUTHORIZATION);

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int UPGRADE_REQUIRED = 426;

    private ResponseWriter() {}

    static void write(
            HeadBuffer out, ResponseHead head, ConnectionOptions options, Delivery delivery, Persistence persistence) {
        write(out, head, options, delivery, persistence, null, NO_DATE);
    }

    /**
     * @param cookie told to the client beside those of the instance
     * @param date the line of that field, for an instance that sends none, RFC 9110 section 6.6.1
     */
    static void write(
            HeadBuffer out,
            ResponseHead head,
            ConnectionOptions options,
            Delivery delivery,
            Persistence persistence,
            @Nullable String cookie,
            byte[] date) {
        status(out, head);
        fields(out, head, options, delivery);
        if (delivery == Delivery.WRAPPED) {
            out.add(CHUNKED);
        }
        boolean upgrade = head.status() == SWITCHING_PROTOCOLS || head.status() == UPGRADE_REQUIRED;
        if (upgrade && head.has(Field.UPGRADE)) {
            out.add(UPGRADE);
        }
        if (head.interim() || head.status() == SWITCHING_PROTOCOLS) {
            out.add(CRLF);
            return;
        }
        if (!head.has(Field.DATE)) {
            out.add(date);
        }
        if (cookie != null) {
            out.add(SET_COOKIE).add(Ascii.bytes(cookie)).add(CRLF);
        }
        switch (persistence) {
            case CLOSE -> out.add(CLOSE);
            case KEEP_ALIVE -> out.add(KEEP_ALIVE);
            case IMPLIED -> {}
        }
        out.add(CRLF);
    }

    private static void status(HeadBuffer out, ResponseHead head) {
        out.clear().add(VERSION).add(head.bytes(), head.codeStart(), head.reasonEnd());
        if (head.reasonEnd() == head.codeStart() + 3) {
            out.add(' ');
        }
        out.add(CRLF);
    }

    private static void fields(HeadBuffer out, ResponseHead head, ConnectionOptions options, Delivery delivery) {
        int run = -1;
        for (int i = 0; i < head.count(); i++) {
            if (dropped(head, i, options, delivery)) {
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

    private static boolean dropped(ResponseHead head, int index, ConnectionOptions options, Delivery delivery) {
        Field id = head.id(index);
        if (id == null) {
            return options.nominates(head, index);
        }
        return switch (id) {
            case CONTENT_LENGTH -> head.status() < 200 || head.status() == NO_CONTENT;
            case TRANSFER_ENCODING ->
                head.status() < 200 || head.status() == NO_CONTENT || delivery == Delivery.STRIPPED;
            case TRAILER -> delivery == Delivery.STRIPPED;
            case UPGRADE -> head.status() != SWITCHING_PROTOCOLS && head.status() != UPGRADE_REQUIRED;
            default -> HOP.contains(id);
        };
    }
}
