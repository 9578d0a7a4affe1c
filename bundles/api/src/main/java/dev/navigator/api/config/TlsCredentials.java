package dev.navigator.api.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A certificate, those that vouch for it, and its private key, as they stood in their files; known to belong together.
 *
 * <p>Certificates are X.509 in PEM, the server's own first. The key is RSA, EC or EdDSA in PEM, as PKCS#8 or, for RSA and EC, in the
 * forms before it (PKCS#1, SEC 1); not encrypted.
 *
 * @param chain not empty
 */
public record TlsCredentials(List<X509Certificate> chain, PrivateKey key) {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final String REMEDY = "; openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW makes one that can";

    public TlsCredentials {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files; blocks.
     *
     * @throws TlsFileException when one of them cannot be read or used, or they do not belong together
     */
    public static TlsCredentials read(ServerSettings.Tls files) {
        List<X509Certificate> chain = chain(PemFile.read(files.certificate()));
        PrivateKey key = key(PemFile.read(files.key()));
        check(files, chain, key);
        return new TlsCredentials(chain, key);
    }

    private static List<X509Certificate> chain(PemFile file) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemFile.Block block : file.blocks("CERTIFICATE")) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.data)));
            }
        } catch (CertificateException e) {
            String which = "certificate " + (chain.size() + 1) + " of '" + file.path() + "'";
            throw new TlsFileException(file.path(), which + " cannot be read: " + e.getMessage(), e);
        }
        if (chain.isEmpty()) {
            String message =
                    "'" + file.path() + "' has no certificate; it takes PEM, which begins -----BEGIN CERTIFICATE-----";
            throw new TlsFileException(file.path(), message, null);
        }
        return chain;
    }

    private static PrivateKey key(PemFile file) {
        for (PemFile.Block block : file.blocks()) {
            switch (block.label) {
                case "ENCRYPTED PRIVATE KEY" -> throw unusable(file, "is encrypted and cannot be used");
                case "PRIVATE KEY" -> {
                    return decode(file, block.data);
                }
                case "RSA PRIVATE KEY" -> {
                    return decode(file, PrivateKeyForm.ofRsa(plain(file, block)));
                }
                case "EC PRIVATE KEY" -> {
                    return decode(
                            file,
                            PrivateKeyForm.ofEc(plain(file, block))
                                    .orElseThrow(() -> unusable(file, "does not name its curve and cannot be used")));
                }
                default -> {} // certificates may stand beside the key
            }
        }
        String message =
                "'" + file.path() + "' has no private key; it takes PEM, which begins -----BEGIN PRIVATE KEY-----";
        throw new TlsFileException(file.path(), message, null);
    }

    private static byte[] plain(PemFile file, PemFile.Block block) {
        if (block.headers) {
            throw unusable(file, "is encrypted and cannot be used");
        }
        return block.data;
    }

    private static TlsFileException unusable(PemFile file, String why) {
        return new TlsFileException(file.path(), "the key in '" + file.path() + "' " + why + REMEDY, null);
    }

    private static PrivateKey decode(PemFile file, byte[] pkcs8) {
        return ALGORITHMS.stream()
                .flatMap(algorithm -> decode(algorithm, pkcs8).stream())
                .findFirst()
                .orElseThrow(() -> unusable(file, "is damaged, or of a kind other than RSA, EC or EdDSA"));
    }

    private static Optional<PrivateKey> decode(String algorithm, byte[] pkcs8) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // of another kind
        }
    }

    private static void check(ServerSettings.Tls files, List<X509Certificate> chain, PrivateKey key) {
        if (belongs(key, chain.get(0).getPublicKey())) {
            return;
        }
        String which = "the key in '" + files.key() + "' is not that of the first certificate in '"
                + files.certificate() + "'";
        for (int i = 1; i < chain.size(); i++) {
            if (belongs(key, chain.get(i).getPublicKey())) {
                String remedy = " but of number " + (i + 1) + "; put that one first, then those that vouch for it";
                throw new TlsFileException(files.certificate(), which + remedy, null);
            }
        }
        throw new TlsFileException(files.key(), which + "; name files that belong together", null);
    }

    private static boolean belongs(PrivateKey key, PublicKey other) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        byte[] sample = algorithm.getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // of another kind or size
        }
    }

    /** What clients are going to complain about at {@code now}, for an operator; empty when there is nothing. */
    public Optional<String> doubt(Instant now) {
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            String which = i == 0 ? "the certificate" : "certificate " + (i + 1);
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                return Optional.of(
                        which + " expired at " + certificate.getNotAfter().toInstant() + "; renew it");
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                return Optional.of(which + " is not valid before "
                        + certificate.getNotBefore().toInstant());
            }
            if (i > 0 && !vouches(certificate, chain.get(i - 1))) {
                return Optional.of(which + " does not vouch for the one before it; put them in order");
            }
        }
        return Optional.empty();
    }

    private static boolean vouches(X509Certificate issuer, X509Certificate subject) {
        try {
            subject.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // that of another
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TlsCredentials[" + chain.get(0).getSerialNumber() + "]";
    }
}
