package dev.navigator.launcher.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.Timestamp;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose plugins are taken: once the operator has made a file of certificates, as PEM, only those that are signed, all of them,
 * by one of these or by one that these vouch for. What the file says counts from then on, for every plugin that comes.
 *
 * <p>A signature must have been valid when it was made, if a time-stamping authority says when that was, and otherwise now.
 */
final class PluginSigners {

    /** The signatures themselves (JAR File Specification, "Signed JAR File"), which nobody can sign. */
    private static final Pattern SIGNATURE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");

    private final Path certificates;

    PluginSigners(Path certificates) {
        this.certificates = certificates;
    }

    /** Whether anything is asked of a plugin; a file that is there but cannot be read asks for the impossible. */
    boolean demanded() {
        return Files.exists(certificates) || Files.isSymbolicLink(certificates);
    }

    /**
     * @throws PluginException when {@code file} may not be taken; it says why
     */
    void check(Path file) throws PluginException {
        if (!demanded()) {
            return;
        }
        Set<X509Certificate> trusted = trusted();
        Set<String> names = new HashSet<>();
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!names.add(entry.getName())) {
                    throw new PluginException("it has two entries '" + entry.getName() + "'");
                }
                if (!entry.isDirectory() && !isSignature(entry)) {
                    check(jar, entry, trusted);
                }
            }
        } catch (IOException e) {
            throw new PluginException("it cannot be read: " + e.getMessage(), e);
        } catch (SecurityException e) { // what JarFile throws where content and signature differ
            throw new PluginException("its signature is no good: " + e.getMessage(), e);
        }
    }

    private static boolean isSignature(JarEntry entry) {
        return SIGNATURE.matcher(entry.getName().toUpperCase(Locale.ROOT)).matches();
    }

    private void check(JarFile jar, JarEntry entry, Set<X509Certificate> trusted) throws IOException, PluginException {
        try (InputStream content = jar.getInputStream(entry)) {
            content.transferTo(OutputStream.nullOutputStream()); // only then it is known who signed it
        }
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            throw new PluginException(
                    "'" + entry.getName() + "' in it is not signed, and '" + certificates + "' asks for a signature");
        }
        for (CodeSigner signer : signers) {
            if (isTrusted(signer, trusted)) {
                return;
            }
        }
        throw new PluginException("nobody in '" + certificates + "' vouches for its signature, by "
                + subject(signers[0]) + ", or it is no longer valid");
    }

    private static String subject(CodeSigner signer) {
        return signer.getSignerCertPath().getCertificates().get(0) instanceof X509Certificate certificate
                ? certificate.getSubjectX500Principal().getName()
                : "somebody";
    }

    private static boolean isTrusted(CodeSigner signer, Set<X509Certificate> trusted) {
        Timestamp stamp = signer.getTimestamp();
        Date signed = stamp == null ? Date.from(Instant.now()) : stamp.getTimestamp();
        try {
            List<? extends Certificate> chain = signer.getSignerCertPath().getCertificates();
            if (chain.get(0) instanceof X509Certificate own && trusted.contains(own)) {
                own.checkValidity(signed);
                return true;
            }
            PKIXParameters parameters = new PKIXParameters(trusted.stream()
                    .map(certificate -> new TrustAnchor(certificate, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(signed);
            List<? extends Certificate> below =
                    chain.stream().takeWhile(each -> !trusted.contains(each)).toList();
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
            return true;
        } catch (GeneralSecurityException nobodyVouches) {
            return false;
        }
    }

    private Set<X509Certificate> trusted() throws PluginException {
        try (InputStream content = Files.newInputStream(certificates)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (found.isEmpty()) {
                throw new PluginException("'" + certificates + "' holds no certificate");
            }
            return found.stream().map(X509Certificate.class::cast).collect(Collectors.toSet());
        } catch (IOException | GeneralSecurityException e) {
            throw new PluginException("'" + certificates + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
