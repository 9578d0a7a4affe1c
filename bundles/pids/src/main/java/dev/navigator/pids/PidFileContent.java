package dev.navigator.pids;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PID file says. */
final class PidFileContent {

    /** Some programs append their name or a line end; no one needs more than this to say a PID. */
    private static final int LIMIT = 64;

    private static final Pattern PID = Pattern.compile("\\s*([1-9][0-9]{0,9})(\\s.*)?", Pattern.DOTALL);

    private PidFileContent() {}

    /** The PID at the beginning of the file; empty for garbage. Never follows a link, never reads more than a little. */
    static OptionalLong read(Path file) throws IOException {
        try (InputStream in = Channels.newInputStream(
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return parse(new String(in.readNBytes(LIMIT), StandardCharsets.ISO_8859_1));
        }
    }

    static OptionalLong parse(String text) {
        Matcher matcher = PID.matcher(text);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
