package dev.navigator.api.ports;

/** No port of the configured range can be leased; the client sees 503. */
public class PortsExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PortsExhaustedException(String message) {
        super(message);
    }
}
