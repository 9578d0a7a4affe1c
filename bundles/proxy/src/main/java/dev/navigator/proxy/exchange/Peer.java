package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a client's connection, in the forms that requests and logs need. Immutable. */
final class Peer {

    final InetSocketAddress address;
    /** The address as text. */
    final byte[] text;
    /** The address as a Forwarded field names it, RFC 7239 section 6. */
    final byte[] node;
    /** Whether nobody between can read or change what is said. */
    final boolean secured;
    /** Whether it speaks HTTP/2. */
    final boolean http2;
    /** The field Via for what it sends; the same for what it sends as HTTP/1.0. */
    final byte[] via;

    final byte[] via10;
    /** Of the URI as the client sees it. */
    final byte[] scheme;
    /** The fields that name an untrusted peer, behind Via and up to where the host follows. */
    final byte[] fields;

    Peer(InetSocketAddress address, boolean secured, boolean http2) {
        this.address = address;
        this.secured = secured;
        this.http2 = http2;
        String scheme = secured ? "https" : "http";
        InetAddress ip = address.getAddress();
        String plain = ip.getHostAddress();
        int zone = plain.indexOf('%');
        String literal = zone < 0 ? plain : plain.substring(0, zone);
        text = Ascii.bytes(literal);
        node = ip instanceof Inet6Address ? Ascii.bytes("\"[" + literal + "]\"") : text;
        this.scheme = Ascii.bytes(scheme);
        via = via(http2 ? "2.0" : "1.1");
        via10 = via("1.0");
        fields = fields(scheme);
    }

    /** Another connection of the same, from another port. */
    private Peer(InetSocketAddress address, Peer same) {
        this.address = address;
        secured = same.secured;
        http2 = same.http2;
        text = same.text;
        node = same.node;
        scheme = same.scheme;
        via = same.via;
        via10 = same.via10;
        fields = same.fields;
    }

    /** The same at another port; null when {@code other}, or how it speaks, is not the same. */
    @Nullable
    Peer at(InetSocketAddress other, boolean securely) {
        boolean same = securely == secured && other.getAddress().equals(address.getAddress());
        return same ? new Peer(other, this) : null;
    }

    /** The same, as one that speaks HTTP/2. */
    Peer speakingHttp2() {
        return new Peer(address, secured, true);
    }

    /** RFC 9110 section 7.6.3. */
    private static byte[] via(String version) {
        return Ascii.bytes("Via: " + version + " navigator\r\n");
    }

    private byte[] fields(String scheme) {
        String ip = new String(text, StandardCharsets.ISO_8859_1);
        String named = new String(node, StandardCharsets.ISO_8859_1);
        return Ascii.bytes("X-Forwarded-For: " + ip
                + "\r\nX-Real-IP: " + ip
                + "\r\nX-Forwarded-Proto: " + scheme
                + "\r\nForwarded: for=" + named + ";proto=" + scheme);
    }
}
