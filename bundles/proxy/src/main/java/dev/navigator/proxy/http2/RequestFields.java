package dev.navigator.proxy.http2;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.HeadBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request, on their way to becoming the head of a request of HTTP/1.1, RFC 9113 section 8.3: checked so that no byte
 * of a field can be taken for anything but that field. The head is scanned again as any other, and what is wrong with the request
 * itself comes out there. Mutable, reused, confined to one thread.
 */
public final class RequestFields implements BiConsumer<String, String> {

    /** A length that was not told. */
    public static final long UNKNOWN = -1;

    /** RFC 9113 section 8.2.2. */
    private static final Set<String> OF_CONNECTIONS =
            Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade", "http2-settings");

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final int MOST_DIGITS = 18;

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final StringBuilder cookie = new StringBuilder();
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String path;
    private @Nullable String host;
    private long length;
    private int most;
    private int size;
    private boolean malformed;

    /**
     * Begins anew.
     *
     * @param limit how many bytes of names and values may be kept
     */
    public void reset(int limit) {
        names.clear();
        values.clear();
        cookie.setLength(0);
        method = null;
        scheme = null;
        authority = null;
        path = null;
        host = null;
        length = UNKNOWN;
        most = limit;
        size = 0;
        malformed = false;
    }

    /** Whether it breaks the rules of HTTP/2, so that there is no request to answer. */
    public boolean malformed() {
        return malformed;
    }

    /** Whether there was more than could be kept. */
    public boolean tooLarge() {
        return size > most;
    }

    /** The length of the content as told; or {@link #UNKNOWN}. */
    public long length() {
        return length;
    }

    @Override
    public void accept(String name, String value) {
        size += name.length() + value.length() + 4;
        if (malformed || size > most) {
            return; // only the table of the decompression is kept up to date
        }
        if (!isValue(value)) {
            malformed = true;
        } else if (!name.isEmpty() && name.charAt(0) == ':') {
            pseudo(name, value);
        } else if (!isName(name) || OF_CONNECTIONS.contains(name)) {
            malformed = true;
        } else {
            field(name, value);
        }
    }

    private void pseudo(String name, String value) {
        boolean late = !names.isEmpty() || host != null || !cookie.isEmpty();
        switch (name) {
            case ":method" -> {
                malformed = late || method != null || !isToken(value);
                method = value;
            }
            case ":scheme" -> {
                malformed = late || scheme != null || !(value.equals("http") || value.equals("https"));
                scheme = value;
            }
            case ":authority" -> {
                malformed = late || authority != null;
                authority = value;
            }
            case ":path" -> {
                malformed = late || path != null || value.isEmpty();
                path = value;
            }
            default -> malformed = true;
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "cookie" -> cookie.append(cookie.isEmpty() ? "" : "; ").append(value);
            case "host" -> {
                malformed = host != null;
                host = value;
            }
            case "te" -> malformed = !value.toLowerCase(Locale.ROOT).equals("trailers");
            case "content-length" -> {
                malformed = length != UNKNOWN || !isLength(value);
                length = malformed ? UNKNOWN : Long.parseLong(value);
            }
            default -> {
                names.add(name);
                values.add(value);
            }
        }
    }

    /**
     * Writes the head.
     *
     * @param end whether no content follows
     * @return false when the request turns out malformed
     */
    public boolean write(HeadBuffer out, boolean end) {
        String verb = method;
        String target = target();
        if (malformed || verb == null || target == null || (end && length > 0) || !hostAgrees()) {
            malformed = true;
            return false;
        }
        out.clear().add(text(verb)).add(' ').add(text(target)).add(text(" HTTP/1.1\r\n"));
        String named = authority == null || authority.isEmpty() ? host : authority;
        if (named != null) {
            line(out, "Host", named);
        }
        for (int i = 0; i < names.size(); i++) {
            line(out, names.get(i), values.get(i));
        }
        if (!cookie.isEmpty()) {
            line(out, "Cookie", cookie.toString());
        }
        if (length != UNKNOWN) {
            line(out, "Content-Length", Long.toString(length));
        } else if (!end) {
            line(out, "Transfer-Encoding", "chunked");
        } else if (WITH_BODY.contains(verb)) {
            line(out, "Content-Length", "0");
        }
        out.add(text("\r\n"));
        return true;
    }

    /** In the form of RFC 9112 section 3.2; null when there is none. */
    private @Nullable String target() {
        String verb = method;
        String wanted = path;
        if (verb != null && verb.equals("CONNECT")) {
            return wanted == null && scheme == null && authority != null && isTarget(authority) ? authority : null;
        }
        if (wanted == null || scheme == null || !isTarget(wanted)) {
            return null;
        }
        boolean right = wanted.charAt(0) == '/' || (wanted.equals("*") && "OPTIONS".equals(verb));
        return right ? wanted : null;
    }

    private boolean hostAgrees() {
        return host == null || authority == null || host.equalsIgnoreCase(authority);
    }

    /** Writes the fields as a trailer section, without its last line end; false when they are none. */
    public boolean writeTrailers(HeadBuffer out) {
        boolean pseudo = method != null || scheme != null || authority != null || path != null;
        if (malformed || pseudo) {
            return false;
        }
        out.clear();
        for (int i = 0; i < names.size(); i++) {
            line(out, names.get(i), values.get(i));
        }
        return true;
    }

    private static void line(HeadBuffer out, String name, String value) {
        out.add(text(name)).add(':').add(' ').add(text(value)).add('\r').add('\n');
    }

    private static byte[] text(String text) {
        return Ascii.bytes(text);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c >= 'A' && c <= 'Z') || !Ascii.isToken((byte) c)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.isToken((byte) text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isTarget(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.isTarget((byte) text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!Ascii.isValue((byte) value.charAt(i))) {
                return false;
            }
        }
        return value.isEmpty() || (!isBlank(value.charAt(0)) && !isBlank(value.charAt(value.length() - 1)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isLength(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!Ascii.isDigit((byte) value.charAt(i))) {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= MOST_DIGITS;
    }
}
