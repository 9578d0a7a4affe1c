package dev.navigator.proxy.exchange;

import dev.navigator.api.pool.PoolException;
import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.HeadBuffer;
import dev.navigator.proxy.http.Method;
import dev.navigator.proxy.http.Refusal;
import dev.navigator.proxy.http.RequestHead;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What Navigator answers itself: errors, the health check, the start page, and what is not for any tenant. */
final class Local {

    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] CONTINUE = Ascii.bytes("100-continue");
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String ALLOW = "Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n";
    private static final String NO_STORE = "Cache-Control: no-store\r\n";
    private static final int START_PAGE_REFRESH = 2;

    private Local() {}

    /** Answers a request that is not for any tenant; false when it is. Leaves its normal path with the worker. */
    static boolean answered(Exchange exchange, Worker worker, RequestHead head) {
        Method method = head.method();
        if (method == Method.CONNECT || method == Method.TRACE) {
            exchange.refused(Refusal.METHOD_NOT_ALLOWED);
        } else if (isOfServer(head) || MaxForwards.ends(head)) {
            respond(exchange, worker, 204, ALLOW, "", new byte[0]);
            exchange.answered(204);
        } else if (!worker.path.set(head)) {
            exchange.refused(Refusal.PATH);
        } else if (!expectationKnown(head)) {
            exchange.refused(Refusal.EXPECTATION);
        } else {
            return healthAnswered(exchange, worker, head);
        }
        return true;
    }

    /** Whether it asks about the server as a whole; one of an absolute target says so by having no path, RFC 9112 section 3.2.4. */
    private static boolean isOfServer(RequestHead head) {
        return head.form() == RequestHead.Form.ASTERISK
                || (head.method() == Method.OPTIONS && head.pathStart() == head.targetEnd());
    }

    private static boolean expectationKnown(RequestHead head) {
        int index = head.index(Field.EXPECT);
        return index < 0
                || head.http10()
                || (!head.repeats(Field.EXPECT)
                        && Ascii.equalsIgnoreCase(head.bytes(), head.value(index), head.valueEnd(index), CONTINUE));
    }

    private static boolean healthAnswered(Exchange exchange, Worker worker, RequestHead head) {
        ProxySettings.Health health = exchange.settings.health;
        if (health == null || (head.method() != Method.GET && head.method() != Method.HEAD)) {
            return false;
        }
        byte[] path = worker.path.bytes();
        boolean asked = Arrays.equals(health.path, 0, health.path.length, path, 0, worker.path.length());
        if (asked) {
            respond(exchange, worker, health.status, NO_STORE, health.contentType, health.body);
            exchange.answered(health.status);
        }
        return asked;
    }

    /** Writes an error response. Nothing of the cause is in it but {@code sentence}. */
    static void write(Exchange exchange, Worker worker, int status, String sentence, Duration retryAfter) {
        StringBuilder fields = new StringBuilder(NO_STORE);
        if (!retryAfter.isZero()) {
            fields.append("Retry-After: ")
                    .append(Math.max(1, retryAfter.toSeconds()))
                    .append("\r\n");
        }
        if (status == 405) {
            fields.append(ALLOW);
        }
        byte[] page = exchange.settings.errorPages.get(status);
        if (page != null) {
            respond(exchange, worker, status, fields.toString(), HTML, page);
        } else {
            respond(exchange, worker, status, fields.toString(), PLAIN, text(exchange, status, sentence));
        }
    }

    private static byte[] text(Exchange exchange, int status, String sentence) {
        String id = new String(exchange.sender().id(), StandardCharsets.ISO_8859_1);
        String body = status + " " + reason(status) + "\n" + sentence + "\nRequest " + id + "\n";
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the page that a browser shows while its tenant starts. */
    static void startPage(Exchange exchange, Worker worker) {
        String fields = NO_STORE + "Retry-After: " + START_PAGE_REFRESH + "\r\nRefresh: " + START_PAGE_REFRESH + "\r\n";
        byte[] page = exchange.settings.errorPages.get(503);
        respond(exchange, worker, 503, fields, HTML, page == null ? startPage() : page);
    }

    private static byte[] startPage() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="refresh" content="2">
                <meta name="viewport" content="width=device-width">
                <title>Starting</title>
                <style>body{font:1.1em system-ui,sans-serif;margin:20vh auto;max-width:30em;text-align:center;color:#444}</style>
                </head>
                <body><p>The application is starting.</p><p>This page asks again by itself.</p></body>
                </html>
                """.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a browser asked for a page, RFC 9110 section 12.5.1. */
    static boolean wantsPage(RequestHead head) {
        String accept = head.method() == Method.GET ? head.text(Field.ACCEPT) : null;
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    /** Tells a client that there is no place for it. */
    static void overloaded(ClientConnection client, Worker worker) {
        byte[] body = "503 Service Unavailable\nThere are too many connections.\n".getBytes(StandardCharsets.UTF_8);
        HeadBuffer out = worker.out;
        out.clear()
                .add(Ascii.bytes(
                        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Type: "
                                + PLAIN + "\r\nContent-Length: " + body.length + "\r\n"))
                .add(worker.date())
                .add(CRLF)
                .add(body);
        client.write(ByteBuffer.wrap(out.bytes(), 0, out.length()));
    }

    private static void respond(Exchange exchange, Worker worker, int status, String fields, String type, byte[] body) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\n")
                .append(fields);
        if (status != 204) {
            head.append("Content-Type: ")
                    .append(type)
                    .append("\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        head.append("X-Request-Id: ")
                .append(new String(exchange.sender().id(), StandardCharsets.ISO_8859_1))
                .append("\r\n");
        if (!exchange.keepAlive()) {
            head.append("Connection: close\r\n");
        } else if (exchange.request.head.http10()) {
            head.append("Connection: keep-alive\r\n");
        }
        HeadBuffer out = worker.out;
        out.clear().add(Ascii.bytes(head.toString())).add(worker.date()).add(CRLF);
        if (status != 204 && !exchange.toHead()) {
            out.add(body);
        }
        exchange.client().write(ByteBuffer.wrap(out.bytes(), 0, out.length()));
        exchange.answeredWith(exchange.toHead() ? 0 : body.length);
    }

    /** Why the pool has no instance to lease, for a client. */
    static String sentence(PoolException.Reason reason) {
        return switch (reason) {
            case UNKNOWN_TENANT -> "There is nothing at this address.";
            case START_FAILED -> "The application could not be started.";
            case QUEUE_FULL -> "The application has too many requests waiting.";
            case QUEUE_TIMEOUT -> "The application is too busy.";
            case PORTS_EXHAUSTED -> "The application cannot be started now.";
            case STOPPED -> "The application is stopped.";
        };
    }

    static String authority(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> "Status";
        };
    }
}
