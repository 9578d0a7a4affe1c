package dev.navigator.pids;

import java.nio.file.Path;

/** A path as part of one log line, whatever characters it has. */
final class Quoted {

    private Quoted() {}

    static String of(Path path) {
        String text = path.toString();
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('\'');
        text.chars().forEach(c -> {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('\'').toString();
    }
}
