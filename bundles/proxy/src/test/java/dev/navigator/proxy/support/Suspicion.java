package dev.navigator.proxy.support;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application's eye for requests that could be read in two ways, or that are not what Navigator makes of any. */
public final class Suspicion {

    /** Each request of a test has one of its own. */
    public static final Pattern NUMBER = Pattern.compile("\r\n[Xx]-[Nn]umber: (\\d+)\r\n");

    /** The heads that something is wrong with. */
    public final Queue<String> faults = new ConcurrentLinkedQueue<>();
    /** How often each number came. */
    public final Map<String, Integer> seen = new ConcurrentHashMap<>();

    /** Reads a request as a suspicious application would. */
    public String read(Wire wire) throws IOException {
        String head = wire.readHead();
        String lower = head.toLowerCase(Locale.ROOT);
        check(
                head,
                head.matches(
                        "(?s)[!-~]+ /[!-~]* HTTP/1\\.1\r\n([!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[\t -~\u0080-\u00ff]*\r\n)*\r\n"));
        check(head, count(lower, "\r\nhost:") == 1);
        check(head, count(lower, "\r\ncontent-length:") + count(lower, "\r\ntransfer-encoding:") <= 1);
        check(head, count(lower, "\r\ntransfer-encoding:") == count(lower, "\r\ntransfer-encoding: chunked\r\n"));
        check(head, count(lower, "\r\nx-forwarded-for:") == 1 && count(lower, "\r\nx_forwarded_for:") == 0);
        check(head, count(lower, "\r\nx-forwarded-for: 127.0.0.1\r\n") == 1);
        check(head, count(lower, "\r\nforwarded:") == 1 && count(lower, "\r\nforwarded: for=127.0.0.1;") == 1);
        check(head, !lower.matches("(?s).*\r\n(connection|te|upgrade|keep-alive|proxy-connection):.*"));
        Matcher number = NUMBER.matcher(head);
        String name = number.find() ? number.group(1) : "none";
        seen.merge(name, 1, Integer::sum);
        skipBody(wire, lower);
        return name;
    }

    private void check(String head, boolean sound) {
        if (!sound) {
            faults.add(head);
        }
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static void skipBody(Wire wire, String head) throws IOException {
        Matcher length = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n").matcher(head);
        if (length.find()) {
            wire.read(Integer.parseInt(length.group(1)));
        } else if (head.contains("\r\ntransfer-encoding:")) {
            int size = 1;
            while (size > 0) {
                size = Integer.parseInt(wire.readLine().split(";", 2)[0], 16);
                if (size > 0) {
                    wire.read(size + 2);
                }
            }
            String trailer = wire.readLine();
            while (!trailer.isEmpty()) {
                trailer = wire.readLine();
            }
        }
    }
}
