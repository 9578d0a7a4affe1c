package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ServerSettings.Tls;
import dev.navigator.api.config.TlsCredentials;
import dev.navigator.api.config.TlsFileException;
import dev.navigator.testing.TestCertificate;
import dev.navigator.testing.TestCertificate.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of certificate and key files. */
class TlsFilesTest {

    private static final String TEXT = "server: {tls: {certificate: chain.pem, key: key.pem}}";

    @TempDir
    Path folder;

    private Path chain;
    private Path key;

    @BeforeEach
    void name() {
        chain = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
    }

    private List<String> problems() {
        return new Loading(folder).problems(TEXT);
    }

    private String onlyProblem() {
        List<String> problems = problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.get(0).replace(folder.toString() + "/", "");
    }

    private TlsCredentials read() {
        return TlsCredentials.read(new Tls(chain, key));
    }

    @ParameterizedTest
    @EnumSource
    void aPairThatBelongsTogetherIsAccepted(Kind kind) throws IOException {
        TestCertificate.of(kind, "localhost").write(chain, key);

        assertEquals(List.of(), problems());
        assertEquals(kind.name(), read().key().getAlgorithm());
    }

    @Test
    void aKeyOfAnotherCertificateIsAnError() throws IOException {
        TestCertificate.of(Kind.EC, "a").write(chain, key);
        Files.writeString(key, TestCertificate.of(Kind.EC, "b").keyPem());

        assertTrue(
                onlyProblem()
                        .contains("server.tls.key: the key in 'key.pem' is not that of the first certificate in"
                                + " 'chain.pem'; name files that belong together"),
                onlyProblem());
    }

    @Test
    void aKeyOfAnotherKindIsAnError() throws IOException {
        TestCertificate.of(Kind.EC, "a").write(chain, key);
        Files.writeString(key, TestCertificate.of(Kind.RSA, "a").keyPem());

        assertTrue(onlyProblem().contains("is not that of the first certificate"), onlyProblem());
    }

    @Test
    void aChainInTheWrongOrderIsToldWhichOneComesFirst() throws IOException {
        TestCertificate own = TestCertificate.of(Kind.EC, "a");
        Files.writeString(chain, TestCertificate.of(Kind.RSA, "ca").pem() + own.pem());
        Files.writeString(key, own.keyPem());

        assertTrue(onlyProblem().contains("server.tls.certificate: "), onlyProblem());
        assertTrue(onlyProblem().contains("but of number 2; put that one first"), onlyProblem());
    }

    @Test
    void anExpiredCertificateIsAWarning() throws IOException {
        TestCertificate.expired(Kind.EC, "a").write(chain, key);

        assertTrue(onlyProblem().contains("warning"), onlyProblem());
        assertTrue(onlyProblem().contains("the certificate expired at 2"), onlyProblem());
    }

    @Test
    void aCertificateThatVouchesForNobodyIsAWarning() throws IOException {
        TestCertificate own = TestCertificate.of(Kind.EC, "a");
        Files.writeString(chain, own.pem() + TestCertificate.of(Kind.EC, "b").pem());
        Files.writeString(key, own.keyPem());

        assertTrue(onlyProblem().contains("warning"), onlyProblem());
        assertTrue(onlyProblem().contains("certificate 2 does not vouch for the one before it"), onlyProblem());
    }

    @Test
    void filesThatAreNotThereAreErrors() {
        List<String> problems = problems();

        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("server.tls.certificate: 'chain.pem'"), problems::toString);
        assertTrue(problems.get(1).contains("server.tls.key: 'key.pem'"), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                                                                | has no private key
                    hello                                                                                             | has no private key
                    -----BEGIN ENCRYPTED PRIVATE KEY-----\\nAAAA\\n-----END ENCRYPTED PRIVATE KEY-----                | openssl pkcs8 -topk8 -nocrypt
                    -----BEGIN RSA PRIVATE KEY-----\\nProc-Type: 4,ENCRYPTED\\n\\nAAAA\\n-----END RSA PRIVATE KEY----- | is encrypted and cannot be used; openssl pkcs8 -topk8
                    -----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----                                    | is damaged, or of a kind other than RSA, EC or EdDSA
                    -----BEGIN EC PRIVATE KEY-----\\nAAAA\\n-----END EC PRIVATE KEY-----                              | does not name its curve
                    -----BEGIN EC PRIVATE KEY-----\\nMAOgAQA=\\n-----END EC PRIVATE KEY-----                          | does not name its curve
                    -----BEGIN PRIVATE KEY-----\\n=A\\n-----END PRIVATE KEY-----                                      | its block PRIVATE KEY is damaged
                    """)
    void aKeyThatCannotBeReadIsAnError(String text, String message) throws IOException {
        TestCertificate.of(Kind.EC, "a").write(chain, key);
        Files.writeString(key, text.replace("\\n", "\n"));

        assertTrue(onlyProblem().contains("error: server.tls.key: "), onlyProblem());
        assertTrue(onlyProblem().contains(message), onlyProblem());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                                  | has no certificate; it takes PEM
                    -----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----      | certificate 1 of 'chain.pem' cannot be read
                    """)
    void aCertificateThatCannotBeReadIsAnError(String text, String message) throws IOException {
        TestCertificate.of(Kind.EC, "a").write(chain, key);
        Files.writeString(chain, text.replace("\\n", "\n"));

        assertTrue(onlyProblem().contains("error: server.tls.certificate: "), onlyProblem());
        assertTrue(onlyProblem().contains(message), onlyProblem());
    }

    @Test
    void anRsaKeyMayHaveTheFormOfBeforePkcs8() throws IOException {
        TestCertificate own = TestCertificate.of(Kind.RSA, "a");
        own.write(chain, key);
        byte[] pkcs8 = der(own.keyPem());
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        Files.writeString(key, own.pem() + TestCertificate.block("RSA PRIVATE KEY", pkcs1));

        assertEquals(List.of(), problems());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEcKeyMayHaveTheFormOfBeforePkcs8(boolean withPublicKey) throws Exception {
        TestCertificate own = TestCertificate.of(Kind.EC, "a");
        own.write(chain, key);
        byte[] secret = Arrays.copyOfRange(der(own.keyPem()), 35, 67);
        byte[] spki = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(own.certificate()))
                .getPublicKey()
                .getEncoded();
        ByteArrayOutputStream sec1 = new ByteArrayOutputStream();
        sec1.writeBytes(HexFormat.of().parseHex(withPublicKey ? "30770201010420" : "30310201010420"));
        sec1.writeBytes(secret);
        sec1.writeBytes(HexFormat.of().parseHex("a00a06082a8648ce3d030107"));
        if (withPublicKey) {
            sec1.writeBytes(HexFormat.of().parseHex("a144034200"));
            sec1.write(spki, spki.length - 65, 65);
        }
        Files.writeString(
                key,
                TestCertificate.block("EC PARAMETERS", HexFormat.of().parseHex("06082a8648ce3d030107"))
                        + TestCertificate.block("EC PRIVATE KEY", sec1.toByteArray()));

        assertEquals(List.of(), problems());
        assertEquals("EC", read().key().getAlgorithm());
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----.*?-----", ""));
    }

    @Test
    void theExceptionNamesTheFileAndNoSecret() throws IOException {
        TestCertificate.of(Kind.EC, "a").write(chain, key);
        Files.writeString(key, TestCertificate.of(Kind.EC, "b").keyPem());

        TlsFileException thrown = assertThrows(TlsFileException.class, this::read);

        assertEquals(key, thrown.file());
        Files.writeString(chain, Files.readString(chain).replace('A', 'B'));
        TestCertificate.of(Kind.EC, "a").write(chain, key);
        assertFalse(read().toString().contains("Private"), read().toString());
    }
}
