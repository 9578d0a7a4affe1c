package dev.navigator.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** The folder whose bundles are installed while Navigator runs: whoever writes there runs code here. */
final class DropFolder {

    /** The feature that watches it. */
    static final String FEATURE = "deploy";

    private DropFolder() {}

    /** Why {@code folder} must not be watched; empty when it may. */
    static Optional<String> refusal(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                return Optional.of("'" + folder + "' is no folder; make it, mode 0755, to drop bundles there");
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                return Optional.of("others may write to '" + folder + "'; type: chmod go-w " + folder);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("'" + folder + "' cannot be looked at: " + e.getMessage());
        }
    }
}
