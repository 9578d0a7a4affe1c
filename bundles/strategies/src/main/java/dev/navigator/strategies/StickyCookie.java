package dev.navigator.strategies;

import dev.navigator.api.pool.Candidates;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.spi.StickySelector;
import dev.navigator.api.routing.RequestView;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code sticky-cookie}: the instance that served the client before, for applications that keep sessions in memory. A client
 * without the cookie, or whose instance is gone, gets the least busy one and is told a new cookie. Of an instance the cookie says
 * nothing but that it is the same.
 *
 * <p>Options: {@code cookie}, its name ({@code navigator-} and the tenant's name); {@code path} ({@code /}); {@code max_age}, how
 * long the client keeps it (until the browser ends); {@code secure}, whether it is for HTTPS alone ({@code false}).
 */
public final class StickyCookie implements StickySelector {

    private static final int LEAST_BUSY = -1;
    private static final int RADIX = 36;
    private static final int LONGEST_TOKEN = 13;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern NOT_IN_NAME = Pattern.compile("[^A-Za-z0-9_.-]");
    private static final Pattern PATH = Pattern.compile("/[!-:<-~]*");

    @Override
    public int select(Candidates candidates, RequestView request, Map<String, String> options) {
        String token = token(request, name(candidates, options));
        return token == null ? LEAST_BUSY : find(token, candidates);
    }

    @Override
    public @Nullable String cookie(
            Candidates candidates, int chosen, RequestView request, Map<String, String> options) {
        String name = name(candidates, options);
        String token = token(request, name);
        if (token != null && find(token, candidates) != LEAST_BUSY) {
            return null; // its own instance may have been too busy for once
        }
        return name + "=" + token(candidates.id(chosen)) + attributes(new Options(options));
    }

    private static String attributes(Options options) {
        String path = options.text("path").orElse("/");
        if (!PATH.matcher(path).matches()) {
            throw options.wrong("path", "a path such as /shop/");
        }
        String age = options.text("max_age").isEmpty()
                ? ""
                : "; Max-Age=" + options.duration("max_age", Duration.ZERO).toSeconds();
        return "; Path=" + path + age + "; HttpOnly; SameSite=Lax" + (options.flag("secure") ? "; Secure" : "");
    }

    private static String name(Candidates candidates, Map<String, String> map) {
        Options options = new Options(map);
        String name = options.text("cookie")
                .orElseGet(() -> "navigator-"
                        + NOT_IN_NAME.matcher(candidates.id(0).tenant().value()).replaceAll("_"));
        if (!NAME.matcher(name).matches()) {
            throw options.wrong("cookie", "a name of letters, digits, - and _");
        }
        return name;
    }

    private static int find(String token, Candidates candidates) {
        for (int index = 0; index < candidates.size(); index++) {
            if (token.equals(token(candidates.id(index)))) {
                return index;
            }
        }
        return LEAST_BUSY;
    }

    /** The value of the cookie called {@code name}, RFC 6265 section 5.4; null when there is none that can be one of ours. */
    private static @Nullable String token(RequestView request, String name) {
        String cookies = request.header("Cookie");
        int from = 0;
        while (cookies != null && from < cookies.length()) {
            int semicolon = cookies.indexOf(';', from);
            int end = semicolon < 0 ? cookies.length() : semicolon;
            String pair = cookies.substring(from, end).strip();
            if (pair.length() > name.length() && pair.startsWith(name) && pair.charAt(name.length()) == '=') {
                String value = pair.substring(name.length() + 1);
                return value.length() <= LONGEST_TOKEN ? value : null;
            }
            from = end + 1;
        }
        return null;
    }

    /** The finish of SplitMix64, so that neither number nor PID can be read off. */
    private static String token(InstanceId id) {
        long token = id.tenant().value().hashCode() * 0x9e3779b97f4a7c15L + (id.pid() << 20) + id.number();
        token = (token ^ token >>> 30) * 0xbf58476d1ce4e5b9L;
        token = (token ^ token >>> 27) * 0x94d049bb133111ebL;
        return Long.toUnsignedString(token ^ token >>> 31, RADIX);
    }
}
