package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Who is at the other end of a client's connection, in the forms that requests and logs need. Immutable. */
final class Peer {

    final InetSocketAddress address;
    /** The address as text. */
    final byte[] text;
    /** The address as a Forwarded field names it, RFC 7239 section 6. */
    final byte[] node;
    /** Whether nobody between can read or change what is said. */
    final boolean secured;
    /** Of the URI as the client sees it. */
    final byte[] scheme;
    /** The fields that name an untrusted peer, up to where the host follows. */
    final byte[] fields;

    Peer(InetSocketAddress address, String scheme) {
        this.address = address;
        InetAddress ip = address.getAddress();
        String plain = ip.getHostAddress();
        int zone = plain.indexOf('%');
        String literal = zone < 0 ? plain : plain.substring(0, zone);
        text = Ascii.bytes(literal);
        node = ip instanceof Inet6Address ? Ascii.bytes("\"[" + literal + "]\"") : text;
        secured = scheme.equals("https");
        this.scheme = Ascii.bytes(scheme);
        fields = fields(scheme);
    }

    private byte[] fields(String scheme) {
        String ip = new String(text, StandardCharsets.ISO_8859_1);
        String named = new String(node, StandardCharsets.ISO_8859_1);
        return Ascii.bytes("Via: 1.1 navigator\r\nX-Forwarded-For: " + ip
                + "\r\nX-Real-IP: " + ip
                + "\r\nX-Forwarded-Proto: " + scheme
                + "\r\nForwarded: for=" + named + ";proto=" + scheme);
    }
}
