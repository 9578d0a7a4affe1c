package dev.navigator.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Installations with a drop folder of their own. */
final class DropFolder {

    private DropFolder() {}

    /** The distribution under test, in {@code folder}, with an empty drop folder. */
    static Path installation(Path folder) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createDirectory(home.resolve("deploy"));
        Tree.copy(NavigatorProcess.HOME.resolve("bin"), home.resolve("bin"));
        for (String part : new String[] {"bundles", "lib"}) {
            Files.createSymbolicLink(home.resolve(part), NavigatorProcess.HOME.resolve(part));
        }
        return home;
    }
}
