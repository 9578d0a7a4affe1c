package dev.navigator.proxy.io;

import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** How accepted connections are secured. Immutable. */
public final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Those of RFC 9325 section 4.2 that the JDK has: forward secret and authenticated, fit for HTTP/2. */
    private static final String[] CIPHERS = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final SSLContext context;
    private final String[] spoken;
    private final Executor calculations;
    private final long handshakeNanos;

    /**
     * @param spoken what clients may choose from, the best first
     * @param calculations runs what of a handshake takes long
     * @param handshake for a handshake as a whole
     */
    public Tls(SSLContext context, String[] spoken, Executor calculations, Duration handshake) {
        this.context = context;
        this.spoken = spoken.clone();
        this.calculations = calculations;
        handshakeNanos = handshake.toNanos();
    }

    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(CIPHERS);
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(spoken);
        engine.setSSLParameters(parameters);
        return engine;
    }

    Executor calculations() {
        return calculations;
    }

    long handshakeNanos() {
        return handshakeNanos;
    }
}
