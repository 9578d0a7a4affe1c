package dev.navigator.proxy.exchange;

import dev.navigator.proxy.io.Link;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of an upgraded connection, both ways, each at the pace of who takes them. Confined to one I/O thread. */
final class Tunnel {

    private static final int READ = 64 << 10;

    private final ClientConnection client;
    private final UpstreamConnection upstream;
    private final Worker worker;
    private final long idleNanos;
    private long active;
    private long size;

    Tunnel(ClientConnection client, UpstreamConnection upstream, Worker worker, long idleNanos) {
        this.client = client;
        this.upstream = upstream;
        this.worker = worker;
        this.idleNanos = idleNanos;
        active = worker.now();
    }

    /** Passes on what both sides have sent ahead; {@code in} is what the instance sent behind its head. */
    void open(ByteBuffer in) {
        size = in.remaining();
        client.write(in);
        client.unstash(upstream);
        if (client.ended()) {
            upstream.endOutput();
        }
        client.resumeReading();
    }

    void clientReadable() throws IOException {
        if (upstream.congested()) {
            client.stopReading();
        } else {
            pass(client.receive(READ), upstream);
        }
    }

    void upstreamReadable() throws IOException {
        if (client.congested()) {
            upstream.stopReading();
        } else {
            int count = upstream.receive(READ);
            size += Math.max(0, count);
            pass(count, client);
        }
    }

    private void pass(int count, Link to) {
        active = worker.now();
        if (count < 0) {
            to.endOutput();
            closeIfDone();
        } else {
            to.write(worker.thread.in());
        }
    }

    void clientDrained() {
        active = worker.now();
        upstream.resumeReading();
        closeIfDone();
    }

    void upstreamDrained() {
        active = worker.now();
        client.resumeReading();
        closeIfDone();
    }

    private void closeIfDone() {
        if (client.ended() && upstream.ended() && !client.congested() && !upstream.congested()) {
            client.close();
        }
    }

    /** Bytes that the client was sent. */
    long size() {
        return size;
    }

    void tick(long now) {
        if (now - active > idleNanos) {
            client.close();
        }
    }
}
