package dev.navigator.proxy.listen;

import dev.navigator.proxy.io.Reactor;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;

/** An address at which connections are accepted. */
final class Listening {

    private final InetSocketAddress wanted;
    private final ListenerEndpoint endpoint;

    private Listening(InetSocketAddress wanted, ListenerEndpoint endpoint) {
        this.wanted = wanted;
        this.endpoint = endpoint;
    }

    /**
     * Binds {@code address}.
     *
     * @param where one of the callbacks is run
     */
    static void open(
            Reactor reactor,
            InetSocketAddress address,
            Executor where,
            Consumer<Listening> opened,
            Consumer<String> failed) {
        if (address.isUnresolved()) {
            failed.accept("address " + address.getHostString() + ": no such host; correct server.listen");
            return;
        }
        var unused = reactor.listen(address, new FutureCallback<>() {
            @Override
            public void completed(ListenerEndpoint endpoint) {
                where.execute(() -> opened.accept(new Listening(address, endpoint)));
            }

            @Override
            public void failed(Exception cause) {
                where.execute(() -> failed.accept(
                        "port " + address.getPort() + ": " + reason(cause) + "; free it or change server.listen"));
            }

            @Override
            public void cancelled() {
                where.execute(() -> failed.accept("the listener has ended"));
            }
        });
    }

    private static String reason(Exception cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        return String.valueOf(root.getMessage()).contains("in use") ? "already in use" : root.toString();
    }

    /** The address that was asked for. */
    InetSocketAddress wanted() {
        return wanted;
    }

    /** The address with the port that the system may have chosen. */
    InetSocketAddress bound() {
        return (InetSocketAddress) endpoint.getAddress();
    }

    void close() {
        endpoint.close(CloseMode.GRACEFUL);
    }
}
