package dev.navigator.config.schema;

import dev.navigator.api.config.ServerSettings.Listen;
import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Ascii;
import java.util.Map;
import java.util.Optional;

/** A port, with or without a host before it. */
final class AddressType extends ScalarType<Listen> {

    private static final int MOST_DIGITS = 5;
    private static final int LAST_PORT = 65_535;

    private final int least;

    /**
     * @param least the least port allowed
     */
    AddressType(int least) {
        this.least = least;
    }

    @Override
    Listen parse(String text, Context context) throws Unfit {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new Listen(Optional.empty(), port(text));
        }
        return new Listen(host(text.substring(0, colon)), port(text.substring(colon + 1)));
    }

    private int port(String text) throws Unfit {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            throw new Unfit();
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new Unfit();
            }
            port = port * 10 + digit;
        }
        if (port < least || port > LAST_PORT) {
            throw new Unfit("ports go from " + least + " to " + LAST_PORT);
        }
        return port;
    }

    private static Optional<String> host(String text) throws Unfit {
        if (text.isEmpty() || text.equals("*")) {
            return Optional.empty();
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            String address = text.substring(1, text.length() - 1);
            if (!Addresses.isIpv6(address)) {
                throw new Unfit();
            }
            return Optional.of(address);
        }
        if (text.indexOf(':') >= 0) {
            throw new Unfit("put an IPv6 address in brackets, as in [::1]:3000");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isAlphanumeric(c) && "-._".indexOf(c) < 0) {
                throw new Unfit();
            }
        }
        if (looksNumeric(text) && !Addresses.isIpv4(text)) {
            throw new Unfit("an IPv4 address has four numbers up to 255");
        }
        return Optional.of(text);
    }

    private static boolean looksNumeric(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        for (int i = 0; i < last.length(); i++) {
            if (!Ascii.isDigit(last.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String allowed() {
        return "a port, or host:port such as 127.0.0.1:3000 or [::1]:3000";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.orVariable(
                Json.object("type", "integer", "minimum", least, "maximum", LAST_PORT),
                Json.object("type", "string", "pattern", "^(.*:)?[0-9]+$"));
    }
}
