package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.RequestHead;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who sent a request, whether its word about others counts, and the id the request has. Reused with its exchange. */
final class Sender {

    private static final int LONGEST_ID = 128;
    private static final Peer NOBODY = new Peer(new InetSocketAddress(0), false, false);

    private final byte[] ownId = new byte[RequestIds.LENGTH];
    private byte[] id = ownId;
    private Peer peer = NOBODY;
    private boolean trusted;

    void open(Peer from) {
        peer = from;
        trusted = false;
        id = ownId;
    }

    /** Gives the request an id of its own: nothing is known of it. */
    void identify(RequestIds ids) {
        ids.next(ownId);
    }

    /** Looks who it is, and gives the request its id. */
    void identify(RequestHead head, TrustedProxies proxies, RequestIds ids) {
        trusted = proxies.contains(peer.address.getAddress());
        byte[] given = trusted ? given(head) : null;
        if (given == null) {
            ids.next(ownId);
        } else {
            id = given;
        }
    }

    /** The id that a trusted proxy gave; null when it gave none that can be used. */
    private static byte @Nullable [] given(RequestHead head) {
        int index = head.index(Field.X_REQUEST_ID);
        if (index < 0) {
            return null;
        }
        int from = head.value(index);
        int to = head.valueEnd(index);
        if (from == to || to - from > LONGEST_ID) {
            return null;
        }
        for (int i = from; i < to; i++) {
            if (!Ascii.isToken(head.bytes()[i])) {
                return null;
            }
        }
        return Arrays.copyOfRange(head.bytes(), from, to);
    }

    Peer peer() {
        return peer;
    }

    /** Whether it is a trusted proxy. */
    boolean trusted() {
        return trusted;
    }

    /** The id of the request; good until the exchange is reused. */
    byte[] id() {
        return id;
    }
}
