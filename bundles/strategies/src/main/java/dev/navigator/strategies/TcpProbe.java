package dev.navigator.strategies;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.strategy.StrategyOffer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import org.osgi.service.component.annotations.Component;

/** {@code tcp}: a connection is accepted, whatever {@code health_check} says. */
@Component(property = {StrategyOffer.NAME_PROPERTY + "=tcp", "service.ranking:Integer=-101"})
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
