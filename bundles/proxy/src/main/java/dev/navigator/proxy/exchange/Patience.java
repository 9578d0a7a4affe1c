package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;

/** When an exchange waits no longer. Asked a few times a second; confined to one I/O thread. */
final class Patience {

    /** After a client has ended its side: how long until it is asked whether it is still there. */
    private static final long DOUBT_NANOS = 1_000_000_000L;

    /** The same for one that was asked, and for one that cannot be. */
    private static final long DOUBT_AGAIN_NANOS = 30_000_000_000L;

    private static final byte[] STILL_THERE = Ascii.bytes("HTTP/1.1 102 Processing\r\n\r\n");

    private final Exchange exchange;
    private long doubt;
    private boolean asked;

    Patience(Exchange exchange) {
        this.exchange = exchange;
    }

    void open() {
        doubt = 0;
        asked = false;
    }

    /** The client has ended its side. */
    void doubt(long now) {
        doubt = now + (exchange.request.head.http10() ? DOUBT_AGAIN_NANOS : DOUBT_NANOS);
    }

    void tick(long now) {
        if (exchange.phase() == Exchange.Phase.HEAD || exchange.phase() == Exchange.Phase.ENDED) {
            return;
        }
        if (doubt != 0 && now > doubt && !stillThere(now)) {
            exchange.cancel();
        } else if (exchange.phase() == Exchange.Phase.WAITING) {
            tickWaiting(now);
        } else {
            tickSent(now);
        }
    }

    private void tickWaiting(long now) {
        boolean late = now - exchange.times.began() > exchange.settings.startPageNanos;
        if (late && exchange.dispatch().leasing() && Local.wantsPage(exchange.request.head)) {
            exchange.showStartPage();
            return;
        }
        exchange.dispatch().tick();
    }

    private void tickSent(long now) {
        ProxySettings settings = exchange.settings;
        long idle = now - exchange.times.moved();
        if (exchange.response.tricklesSince(now - settings.responseNanos)) {
            responseTimedOut();
        } else if (exchange.client().congested()) {
            if (idle > settings.bodyIdleNanos) {
                exchange.cancel(); // the client takes nothing any more
            }
        } else if (turnOfClient()) {
            if (idle > settings.bodyIdleNanos) {
                bodyTimedOut();
            }
        } else if (idle > settings.responseNanos) {
            responseTimedOut();
        }
    }

    /** Whether the next that happens is that more of the request comes. */
    private boolean turnOfClient() {
        RequestSide request = exchange.request;
        boolean unasked = request.held() && !exchange.response.heard();
        return !request.complete() && !request.full() && !unasked;
    }

    private void bodyTimedOut() {
        if (exchange.response.started()) {
            exchange.cancel();
        } else {
            exchange.refused(Refusal.BODY_TIMEOUT);
        }
    }

    private void responseTimedOut() {
        if (exchange.response.started()) {
            exchange.cancel();
        } else {
            exchange.dispatch().timedOut();
            exchange.failed(504, "The application took too long.", Duration.ZERO, "no response in time");
        }
    }

    /**
     * A client that has ended its side may have left, or only have nothing more to say. It is sent an interim response, twice:
     * one that has left answers the first with a reset, and the second fails. In the middle of its response it need not be
     * asked, as long as that goes on. One that cannot be asked is taken to have left.
     */
    private boolean stillThere(long now) {
        if (exchange.client().lost()) {
            return false;
        }
        if (exchange.response.started()) {
            doubt = (exchange.client().congested() ? now : exchange.times.moved()) + DOUBT_NANOS;
            return now <= doubt;
        }
        if (exchange.request.head.http10()) {
            return false;
        }
        exchange.client().write(ByteBuffer.wrap(STILL_THERE));
        doubt = now + (asked ? DOUBT_AGAIN_NANOS : 1);
        asked = !asked;
        return true;
    }
}
