package dev.navigator.proxy.io;

/** Too much waits for slow peers already. It costs whoever wants more its connection, and no time, unlike the JVM's own refusal. */
final class OutOfBuffersException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OutOfBuffersException() {
        super("too much waits for slow peers", null, false, false);
    }
}
