package dev.navigator.strategies;

import dev.navigator.api.processes.ProbeContext;
import java.io.IOException;
import java.net.Socket;

/** Connections to instances that may not be there yet. */
final class Connections {

    private Connections() {}

    /** Connects within the context's timeout, which also bounds each read. */
    static Socket connect(ProbeContext context) throws IOException {
        int timeout =
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, context.timeout().toMillis()));
        Socket socket = new Socket();
        try {
            socket.connect(context.address(), timeout);
            socket.setSoTimeout(timeout);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
