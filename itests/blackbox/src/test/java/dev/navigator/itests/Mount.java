package dev.navigator.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A small file system of its own at a folder, for whoever may mount one; a test that needs it is left out otherwise. */
record Mount(Path folder) {

    static Mount of(Path folder, String options) throws Exception {
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", options, "navigator-test", folder.toString()), "may not mount");
        return new Mount(folder);
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .inheritIO()
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Also with somebody still in it: they keep it until they go. */
    void close() {
        if (!runs("umount", "-l", folder.toString())) {
            throw new IllegalStateException(folder + " stays mounted");
        }
    }
}
