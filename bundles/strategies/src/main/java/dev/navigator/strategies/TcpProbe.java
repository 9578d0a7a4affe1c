package dev.navigator.strategies;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;

/** {@code tcp}: a connection is accepted, whatever {@code health_check} says. */
public final class TcpProbe implements ReadinessProbe {

    @Override
    public boolean ready(ProbeContext context) throws IOException {
        try (Socket socket = Connections.connect(context)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }
}
