package dev.navigator.testing;

import dev.navigator.api.routing.RequestView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A GET from a client of this machine.
 *
 * @param cookie the value of its only header field; null for none
 */
public record FakeRequest(String path, @Nullable String cookie) implements RequestView {

    /** A request without header fields. */
    public static FakeRequest to(String path) {
        return new FakeRequest(path, null);
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public @Nullable String header(String name) {
        return name.equalsIgnoreCase("Cookie") ? cookie : null;
    }

    @Override
    public InetSocketAddress client() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
    }
}
