package dev.navigator.proxy.exchange;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.RequestHead;
import dev.navigator.proxy.io.IoThread;
import dev.navigator.proxy.log.AccessLog;
import dev.navigator.proxy.log.LogLine;
import org.jspecify.annotations.Nullable;

/** The line of an exchange in the access log. Reused; confined to one I/O thread. */
final class AccessLine {

    private static final byte[] NOTHING = {};
    private static final byte[] NO_USER = Ascii.bytes(" - - [");
    private static final byte[] REQUEST = Ascii.bytes("] \"");
    private static final byte[] STATUS = Ascii.bytes("\" ");
    private static final byte[] HTTP2 = Ascii.bytes(" HTTP/2.0");
    private static final byte[] BLANK = Ascii.bytes(" ");
    private static final byte[] QUOTE = Ascii.bytes("\"");
    private static final byte[] REFERER = Ascii.bytes(" \"");
    private static final byte[] USER_AGENT = Ascii.bytes("\" \"");
    private static final byte[] DOT = Ascii.bytes(".");
    private static final byte[] NEW_LINE = Ascii.bytes("\n");

    private static final byte[] J_TIME = Ascii.bytes("{\"time\":\"");
    private static final byte[] J_CLIENT = Ascii.bytes("\",\"client\":\"");
    private static final byte[] J_METHOD = Ascii.bytes("\",\"method\":\"");
    private static final byte[] J_TARGET = Ascii.bytes("\",\"target\":\"");
    private static final byte[] J_STATUS = Ascii.bytes("\",\"status\":");
    private static final byte[] J_BYTES = Ascii.bytes(",\"bytes\":");
    private static final byte[] J_DURATION = Ascii.bytes(",\"duration_ms\":");
    private static final byte[] J_QUEUE = Ascii.bytes(",\"queue_ms\":");
    private static final byte[] J_UPSTREAM = Ascii.bytes(",\"upstream_ms\":");
    private static final byte[] J_TENANT = Ascii.bytes(",\"tenant\":\"");
    private static final byte[] J_INSTANCE = Ascii.bytes("\",\"instance\":\"");
    private static final byte[] J_REFERER = Ascii.bytes(",\"referer\":\"");
    private static final byte[] J_USER_AGENT = Ascii.bytes(",\"user_agent\":\"");
    private static final byte[] J_ID = Ascii.bytes(",\"request_id\":\"");
    private static final byte[] J_END = Ascii.bytes("\"}\n");

    private final LogLine line = new LogLine();

    /** Writes the line of {@code exchange} into {@code log}. */
    void write(Exchange exchange, @Nullable InstanceId instance, AccessLog log, IoThread thread) {
        LoggingSettings.AccessLog.Style style = log.settings().style();
        line.clear();
        switch (style) {
            case COMMON, COMBINED -> apache(exchange, style, thread.millis());
            case JSON -> json(exchange, instance, thread);
        }
        log.add(thread.index(), line.bytes(), line.length());
    }

    /** The client's address; the one that a trusted proxy names, if it does. */
    private static byte[] client(Exchange exchange) {
        Sender sender = exchange.sender();
        return sender.trusted()
                ? Ascii.bytes(exchange.view.client().getAddress().getHostAddress())
                : sender.peer().text;
    }

    private void apache(Exchange exchange, LoggingSettings.AccessLog.Style style, long millis) {
        RequestHead head = exchange.request.head;
        line.raw(client(exchange)).raw(NO_USER).apacheTime(millis).raw(REQUEST);
        requestLine(exchange.sender().peer(), head);
        line.raw(STATUS).number(exchange.status()).raw(BLANK).number(exchange.size());
        if (style == LoggingSettings.AccessLog.Style.COMBINED) {
            line.raw(REFERER);
            apache(head, Field.REFERER);
            line.raw(USER_AGENT);
            apache(head, Field.USER_AGENT);
            line.raw(QUOTE);
        }
        line.raw(NEW_LINE);
    }

    private void requestLine(Peer peer, RequestHead head) {
        boolean known = head.hasRequestLine();
        int end = peer.http2 ? head.targetEnd() : head.requestLineEnd();
        line.apache(known ? head.bytes() : NOTHING, known ? head.methodStart() : 0, known ? end : 0);
        line.raw(known && peer.http2 ? HTTP2 : NOTHING);
    }

    private void apache(RequestHead head, Field field) {
        int index = head.index(field);
        line.apache(
                index < 0 ? NOTHING : head.bytes(),
                index < 0 ? 0 : head.value(index),
                index < 0 ? 0 : head.valueEnd(index));
    }

    private void json(Exchange exchange, @Nullable InstanceId instance, IoThread thread) {
        RequestHead head = exchange.request.head;
        long now = thread.nanos();
        line.raw(J_TIME)
                .isoTime(thread.millis())
                .raw(J_CLIENT)
                .raw(client(exchange))
                .raw(J_METHOD);
        if (head.hasRequestLine()) {
            line.json(head.bytes(), head.methodStart(), head.methodEnd())
                    .raw(J_TARGET)
                    .json(head.bytes(), head.targetStart(), head.targetEnd());
        }
        line.raw(J_STATUS)
                .number(exchange.status())
                .raw(J_BYTES)
                .number(exchange.size())
                .raw(J_DURATION)
                .millis(now - exchange.times.began());
        long leased = exchange.times.leased();
        if (leased != 0) {
            line.raw(J_QUEUE)
                    .millis(leased - exchange.times.began())
                    .raw(J_UPSTREAM)
                    .millis(now - leased);
        }
        TenantId tenant = exchange.tenant();
        if (tenant != null) {
            line.raw(J_TENANT).json(tenant.value());
            line.raw(J_INSTANCE);
            if (instance != null) {
                line.json(tenant.value()).raw(DOT).number(instance.number());
            }
            line.raw(QUOTE);
        }
        json(J_REFERER, head, Field.REFERER);
        json(J_USER_AGENT, head, Field.USER_AGENT);
        byte[] id = exchange.sender().id();
        line.raw(J_ID).json(id, 0, id.length).raw(J_END);
    }

    private void json(byte[] name, RequestHead head, Field field) {
        int index = head.index(field);
        if (index >= 0) {
            line.raw(name)
                    .json(head.bytes(), head.value(index), head.valueEnd(index))
                    .raw(QUOTE);
        }
    }
}
