package dev.navigator.proxy.exchange;

import dev.navigator.api.routing.RequestView;
import dev.navigator.proxy.http.RequestHead;
import dev.navigator.proxy.routing.NormalPath;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What pool and strategies see of a request. The head does not change any more once it is shown; texts are made when they are
 * asked for, which is seldom.
 */
final class View implements RequestView {

    private final RequestHead head;
    private @Nullable InetSocketAddress peer;
    private @Nullable TrustedProxies trusted;

    View(RequestHead head) {
        this.head = head;
    }

    void open(Sender sender, TrustedProxies proxies) {
        peer = sender.peer().address;
        trusted = sender.trusted() ? proxies : null;
    }

    @Override
    public String method() {
        return head.methodText();
    }

    @Override
    public String path() {
        NormalPath path = new NormalPath();
        path.set(head);
        return path.toString();
    }

    @Override
    public @Nullable String header(String name) {
        return head.text(name);
    }

    @Override
    public InetSocketAddress client() {
        InetSocketAddress from = peer;
        if (from == null) {
            throw new IllegalStateException("no request");
        }
        TrustedProxies proxies = trusted;
        return proxies == null ? from : ForwardedFor.client(head, from, proxies);
    }
}
