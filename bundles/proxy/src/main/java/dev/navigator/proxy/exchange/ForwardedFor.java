package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.RequestHead;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The client that trusted proxies name in X-Forwarded-For: the last address that is not itself one of theirs. */
final class ForwardedFor {

    private ForwardedFor() {}

    static InetSocketAddress client(RequestHead head, InetSocketAddress peer, TrustedProxies trusted) {
        List<String> hops = new ArrayList<>();
        for (int i = 0; i < head.count(); i++) {
            if (head.id(i) == Field.X_FORWARDED_FOR) {
                hops.addAll(List.of(head.valueText(i).split(",")));
            }
        }
        InetSocketAddress client = peer;
        for (int i = hops.size() - 1; i >= 0; i--) {
            InetAddress hop = IpLiteral.parse(hops.get(i).strip());
            if (hop == null) {
                return client;
            }
            client = new InetSocketAddress(hop, 0);
            if (!trusted.contains(hop)) {
                return client;
            }
        }
        return client;
    }
}
