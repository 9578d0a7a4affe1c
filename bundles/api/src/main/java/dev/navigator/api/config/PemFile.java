package dev.navigator.api.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a file of textual encodings, RFC 7468. */
record PemFile(Path path, List<Block> blocks) {

    /** One block. */
    static final class Block {
        final String label;
        /** Whether RFC 1421 headers stand before the data, as with encrypted keys of old. */
        final boolean headers;

        final byte[] data;

        Block(String label, boolean headers, byte[] data) {
            this.label = label;
            this.headers = headers;
            this.data = data;
        }
    }

    private static final int LARGEST = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----\\s(.*?)-----END \\1-----", Pattern.DOTALL);

    static PemFile read(Path path) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new TlsFileException(path, "'" + path + "' cannot be read: " + e, e);
        }
        if (bytes.length > LARGEST) {
            throw new TlsFileException(path, "'" + path + "' is over 1 MiB, which no PEM file of this kind is", null);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            blocks.add(block(path, matcher.group(1), matcher.group(2)));
        }
        return new PemFile(path, blocks);
    }

    private static Block block(Path path, String label, String body) {
        if (body.indexOf(':') >= 0) {
            return new Block(label, true, new byte[0]);
        }
        try {
            return new Block(label, false, Base64.getDecoder().decode(body.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            String message = "'" + path + "': its block " + label + " is damaged: " + e.getMessage();
            throw new TlsFileException(path, message, e);
        }
    }

    /** The blocks called {@code label}. */
    List<Block> blocks(String label) {
        return blocks.stream().filter(block -> block.label.equals(label)).toList();
    }
}
