package dev.navigator.launcher.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginSignersTest {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final String CONTENT = "org/acme/settings.txt";

    @TempDir
    private static Path keys;

    private static KeyStore ours;
    private static KeyStore impostors;

    @TempDir
    private Path home;

    private PluginSigners signers;

    /** An authority, one it vouches for, one whose time is over, and an impostor that has the same names. */
    @BeforeAll
    static void makeKeys() throws Exception {
        String authority = "-genkeypair -alias authority -dname CN=Authority -ext bc:c";
        String author = "-genkeypair -alias author -dname CN=Author -signer authority";
        keytool("ours", authority);
        keytool("ours", author);
        keytool("ours", "-genkeypair -alias former -dname CN=Former -startdate -3y -validity 365");
        keytool("impostors", authority);
        keytool("impostors", author);
        ours = store("ours");
        impostors = store("impostors");
    }

    private static void keytool(String store, String command) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(command.split(" ")));
        line.addAll(List.of("-keyalg", "EC", "-storetype", "PKCS12", "-storepass", "password"));
        line.addAll(List.of("-keystore", keys.resolve(store).toString()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
        }
    }

    private static KeyStore store(String name) throws Exception {
        return KeyStore.getInstance(keys.resolve(name).toFile(), PASSWORD);
    }

    @BeforeEach
    void makePolicy() {
        signers = new PluginSigners(home.resolve("signers.pem"));
    }

    private void trust(String alias) throws Exception {
        byte[] certificate = ours.getCertificate(alias).getEncoded();
        Files.writeString(home.resolve("signers.pem"), TestCertificate.block("CERTIFICATE", certificate));
    }

    private Path plugin() throws IOException {
        return new Plugins(home)
                .jar("plugin.jar", Map.of(CONTENT, new byte[100], "a.txt", new byte[1]), "Bundle-SymbolicName", "a");
    }

    private Path signed(KeyStore store, String alias) throws Exception {
        var entry = (KeyStore.PrivateKeyEntry) store.getEntry(alias, new KeyStore.PasswordProtection(PASSWORD));
        Path jar = home.resolve("signed.jar");
        try (ZipFile content = new ZipFile(plugin().toFile());
                OutputStream out = Files.newOutputStream(jar)) {
            new JarSigner.Builder(entry).build().sign(content, out);
        }
        return jar;
    }

    private void assertRefused(Path jar, String reason) {
        PluginException refusal = assertThrows(PluginException.class, () -> signers.check(jar));
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
    }

    @Test
    void whereNobodyAsksForSignaturesNoneIsNeeded() throws Exception {
        Path jar = plugin();

        assertDoesNotThrow(() -> signers.check(jar));
    }

    @Test
    void aPluginOfATrustedAuthorIsTaken() throws Exception {
        trust("author");
        Path jar = signed(ours, "author");

        assertDoesNotThrow(() -> signers.check(jar));
    }

    @Test
    void aPluginOfAnAuthorForWhomATrustedAuthorityVouchesIsTaken() throws Exception {
        trust("authority");
        Path jar = signed(ours, "author");

        assertDoesNotThrow(() -> signers.check(jar));
    }

    @Test
    void aPluginWithoutSignatureIsRefused() throws Exception {
        trust("author");

        assertRefused(plugin(), "is not signed");
    }

    @Test
    void aPluginOfSomebodyElseIsRefused() throws Exception {
        trust("former");

        assertRefused(signed(ours, "author"), "vouches for its signature, by CN=Author");
    }

    @Test
    void havingTheNameOfATrustedAuthorityIsNotEnough() throws Exception {
        trust("authority");

        assertRefused(signed(impostors, "author"), "vouches for its signature");
        assertRefused(signed(impostors, "authority"), "vouches for its signature");
    }

    @Test
    void aCertificateWhoseTimeIsOverIsRefused() throws Exception {
        trust("former");

        assertRefused(signed(ours, "former"), "no longer valid");
    }

    @Test
    void whatWasAddedAfterSigningIsRefused() throws Exception {
        trust("author");
        Path jar = signed(ours, "author");
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("added.txt"), "added");
        }

        assertRefused(jar, "'added.txt' in it is not signed");
    }

    @Test
    void whatWasChangedAfterSigningIsRefused() throws Exception {
        trust("author");
        Path jar = signed(ours, "author");
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath(CONTENT), "changed");
        }

        assertRefused(jar, "signature is no good");
    }

    @Test
    void aListOfSignersThatCannotBeReadRefusesEverything() throws Exception {
        Files.writeString(home.resolve("signers.pem"), "");
        assertRefused(signed(ours, "author"), "holds no certificate");

        Files.writeString(home.resolve("signers.pem"), "garbage");
        assertRefused(signed(ours, "author"), "signers.pem'");
    }
}
