package dev.navigator.proxy.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses written as numbers. Names are never looked up. */
final class IpLiteral {

    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]+");

    private IpLiteral() {}

    /** The address that {@code text} writes; null when it is none. */
    static @Nullable InetAddress parse(String text) {
        try {
            Matcher v4 = V4.matcher(text);
            if (v4.matches()) {
                return v4(v4);
            }
            // With a colon in it the JDK takes it for a literal, sound or not, and looks nothing up.
            return V6.matcher(text).matches() ? InetAddress.getByName(text) : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static @Nullable InetAddress v4(Matcher octets) throws UnknownHostException {
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            int octet = Integer.parseInt(octets.group(i + 1));
            if (octet > 255) {
                return null;
            }
            address[i] = (byte) octet;
        }
        return InetAddress.getByAddress(address);
    }
}
