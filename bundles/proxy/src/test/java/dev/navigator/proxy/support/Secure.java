package dev.navigator.proxy.support;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A client's end of a secured connection, which believes any certificate. */
public final class Secure {

    private static final SSLContext CONTEXT = context();

    private Secure() {}

    /** Also for other clients. */
    public static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connects, and is done with the handshake. */
    public static SSLSocket socket(int port, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) CONTEXT.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    public static Wire to(int port, String... protocols) throws IOException {
        return new Wire(socket(port, protocols));
    }

    /** The name in the certificate that the other end has shown. */
    public static String name(Wire wire) throws IOException {
        X509Certificate shown =
                (X509Certificate) ((SSLSocket) wire.socket).getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
