package dev.navigator.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/** A key and the certificate for {@code localhost} that it has signed itself, made anew for a test. */
public final class TestCertificate {

    /** Of which kind a key is. */
    public enum Kind {
        RSA("RSA", 2048, "SHA256withRSA", "300d06092a864886f70d01010b0500"),
        EC("EC", 256, "SHA256withECDSA", "300a06082a8648ce3d040302");

        private final String algorithm;
        private final int size;
        private final String signature;
        private final String signatureId;

        Kind(String algorithm, int size, String signature, String signatureId) {
            this.algorithm = algorithm;
            this.size = size;
            this.signature = signature;
            this.signatureId = signatureId;
        }
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int UTC_TIME = 0x17;
    private static final int UTF8 = 0x0c;
    private static final int INTEGER = 2;
    private static final int BITS = 3;
    private static final int OCTETS = 4;
    private static final String COMMON_NAME = "0603550403";
    private static final String SUBJECT_ALTERNATIVE_NAME = "0603551d11";
    private static final String LOCALHOST_AND_127_0_0_1 = "301182096c6f63616c686f737487047f000001";

    private final Kind kind;
    private final KeyPair keys;
    private final byte[] certificate;

    private TestCertificate(Kind kind, String name, Instant from, Instant to) {
        this.kind = kind;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.algorithm);
            generator.initialize(kind.size);
            keys = generator.generateKeyPair();
            certificate = sign(name, from, to);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Valid now. */
    public static TestCertificate of(Kind kind, String name) {
        Instant now = Instant.now();
        return new TestCertificate(kind, name, now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(10)));
    }

    /** Valid until yesterday. */
    public static TestCertificate expired(Kind kind, String name) {
        Instant now = Instant.now();
        return new TestCertificate(kind, name, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)));
    }

    private byte[] sign(String name, Instant from, Instant to) throws GeneralSecurityException {
        byte[] subject = der(
                SEQUENCE, der(SET, der(SEQUENCE, hex(COMMON_NAME), der(UTF8, name.getBytes(StandardCharsets.UTF_8)))));
        byte[] alternative = der(SEQUENCE, hex(SUBJECT_ALTERNATIVE_NAME), der(OCTETS, hex(LOCALHOST_AND_127_0_0_1)));
        byte[] body = der(
                SEQUENCE,
                der(0xa0, der(INTEGER, new byte[] {2})),
                der(INTEGER, BigInteger.valueOf(System.nanoTime()).toByteArray()),
                hex(kind.signatureId),
                subject,
                der(SEQUENCE, time(from), time(to)),
                subject,
                keys.getPublic().getEncoded(),
                der(0xa3, der(SEQUENCE, alternative)));
        Signature signature = Signature.getInstance(kind.signature);
        signature.initSign(keys.getPrivate());
        signature.update(body);
        return der(SEQUENCE, body, hex(kind.signatureId), der(BITS, new byte[1], signature.sign()));
    }

    private static byte[] time(Instant moment) {
        return der(UTC_TIME, TIME.format(moment).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] der(int tag, byte[]... values) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (byte[] part : values) {
            value.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (value.size() >= 0x100) {
            out.write(0x82);
            out.write(value.size() >> 8);
        } else if (value.size() >= 0x80) {
            out.write(0x81); // never longer than need be: some clients insist on it
        }
        out.write(value.size());
        out.writeBytes(value.toByteArray());
        return out.toByteArray();
    }

    /** The certificate as a block of PEM. */
    public String pem() {
        return block("CERTIFICATE", certificate);
    }

    /** The key as PKCS#8 in PEM. */
    public String keyPem() {
        return block("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** A block of PEM. */
    public static String block(String label, byte[] der) {
        String data = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + data + "\n-----END " + label + "-----\n";
    }

    /** The certificate, DER. */
    public byte[] certificate() {
        return certificate.clone();
    }

    /** Writes both files. */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        Files.writeString(certificateFile, pem());
        Files.writeString(keyFile, keyPem());
    }
}
