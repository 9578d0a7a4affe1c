package dev.navigator.proxy.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes requests: sound ones of all kinds, and what becomes of them when a few bytes are changed. Same seed, same requests. */
public final class Generator {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "X-Y");
    private static final List<String> TARGETS =
            List.of("/", "/a", "/a/b?c=d", "/%41/x", "/a;p=q", "http://host/z", "/?");
    private static final List<String> FIELDS = List.of(
            "Accept: */*",
            "X-Empty:",
            "X-Long: " + "v".repeat(300),
            "Cookie: a=b; c=d",
            "Connection: keep-alive",
            "Connection: X-Named",
            "X-Named: 1",
            "TE: trailers",
            "X-Forwarded-For: 1.1.1.1",
            "X_Forwarded_For: 2.2.2.2",
            "Forwarded: for=3.3.3.3",
            "Upgrade: h2c",
            "Keep-Alive: 1",
            "Proxy-Connection: x",
            "X-Bytes: \u00e9\u00ff\t.");
    private static final String DANGEROUS =
            "\r\n\0\t :;,\"\\/%+-0123456789abcxX\13\14\177\u0080\u00a0\u00ff()<>@[]?={}";

    private final Random random;
    private int count;

    public Generator(long seed) {
        random = new Random(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** A request that is sound, with a field {@code X-Number} that counts. */
    public String request() {
        List<String> fields = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.add(one(FIELDS));
        }
        fields.add("Host: host");
        fields.add("X-Number: " + count++);
        String method = one(METHODS);
        String body = method.equals("GET") || method.equals("HEAD") || random.nextBoolean() ? "" : body(fields);
        java.util.Collections.shuffle(fields, random);
        String target = method.equals("OPTIONS") ? "/o" : one(TARGETS);
        return method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n" + body;
    }

    /** A response that is sound, has a field {@code X-Number} of the given value, and is the last on its connection. */
    public String response(int number) {
        List<String> fields = new ArrayList<>(List.of("X-Number: " + number, "X-Some: thing", "Connection: close"));
        String body = below(4) == 0 ? "until the close" : body(fields);
        java.util.Collections.shuffle(fields, random);
        return one(List.of("HTTP/1.1 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 200"))
                + "\r\n"
                + String.join("\r\n", fields)
                + "\r\n\r\n"
                + body;
    }

    private String body(List<String> fields) {
        String content = "abcdefghij".repeat(random.nextInt(400));
        if (random.nextBoolean()) {
            fields.add("Content-Length: " + content.length());
            return content;
        }
        fields.add("Transfer-Encoding: " + one(List.of("chunked", "Chunked", "CHUNKED")));
        StringBuilder chunks = new StringBuilder();
        for (int at = 0; at < content.length(); ) {
            int size = Math.min(content.length() - at, 1 + random.nextInt(500));
            chunks.append(Integer.toHexString(size))
                    .append(one(List.of("", ";a=b", ";q=\"x;y\"")))
                    .append("\r\n");
            chunks.append(content, at, at + size).append("\r\n");
            at += size;
        }
        return chunks + one(List.of("0\r\n\r\n", "00\r\n\r\n", "0;e\r\n\r\n", "0\r\nX-T: u\r\n\r\n"));
    }

    /** {@code text} with one to three changes of a byte or a piece. */
    public String mutate(String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0 && !mutated.isEmpty(); changes--) {
            int at = random.nextInt(Math.min(mutated.length(), 600));
            char c = DANGEROUS.charAt(random.nextInt(DANGEROUS.length()));
            switch (random.nextInt(5)) {
                case 0 -> mutated.setCharAt(at, c);
                case 1 -> mutated.insert(at, c);
                case 2 -> mutated.deleteCharAt(at);
                case 3 ->
                    mutated.insert(at, one(List.of("\r\n", "\n", "\r\n ", "Content-Length: 1\r\n", "Host: b\r\n")));
                default -> mutated.delete(at, Math.min(mutated.length(), at + random.nextInt(20)));
            }
        }
        return mutated.toString();
    }

    /** Cuts {@code text} into one to five pieces. */
    public List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int cuts = random.nextInt(5); cuts > 0 && from < text.length(); cuts--) {
            int to = from + random.nextInt(text.length() - from);
            pieces.add(text.substring(from, to));
            from = to;
        }
        pieces.add(text.substring(from));
        return pieces;
    }
}
