package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.navigator.api.processes.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLookupTest {

    @TempDir
    Path folder;

    @BeforeEach
    void install() throws IOException {
        program("bin/run", "#!/bin/sh\n");
        program("other/run", "#!/bin/sh\n");
        Files.writeString(folder.resolve("plain"), "text");
        Files.createDirectory(folder.resolve("bin/folder"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin", "/nowhere:bin", "bin:", "./bin", "other:bin"})
    void isLookedForInThePathOfTheChildFromItsWorkingFolder(String path) {
        assertDoesNotThrow(() -> check("run", path));
    }

    @Test
    void anEmptyPartOfThePathIsTheWorkingFolder() throws IOException {
        program("here", "");

        assertDoesNotThrow(() -> check("here", "/nowhere:"));
        assertDoesNotThrow(() -> check("here", ""));
    }

    @Test
    void withoutAPathTheStandardOneServes() {
        assertDoesNotThrow(() -> CommandLookup.check("shop.1", "sh", folder, Map.of()));
    }

    @Test
    void whatMayNotBeExecutedIsPassedOverForWhatMay() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("first")).resolve("run"), "");

        assertDoesNotThrow(() -> check("run", "first:bin"));
        assertRefused("'shop.1': command 'run' is not executable; chmod +x '" + folder + "/first/run'", "run", "first");
    }

    @Test
    void aFolderOnThePathIsNoProgram() {
        assertRefused(
                "'shop.1': command 'folder' was not found in its PATH; install it, or name it by its whole path",
                "folder",
                "bin");
    }

    @Test
    void aLinkToNothingDoesNotExist() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/no/where"));

        assertRefused(
                "'shop.1': command './link' does not exist ('" + folder + "/./link'); install or correct it",
                "./link",
                "");
    }

    @Test
    void argumentsBesideTheNameAreToldWhereTheyBelong() {
        assertRefused(
                "'shop.1': command 'bundle exec puma' was not found in its PATH; its arguments belong in 'args'",
                "bundle exec puma",
                "bin");
        assertRefused(
                "'shop.1': command './run -x' does not exist ('" + folder
                        + "/./run -x'); its arguments belong in 'args'",
                "./run -x",
                "");
    }

    @Test
    void theNameCannotForgeALine() {
        var refused = assertThrows(LaunchException.class, () -> check("a\nb", "bin"));

        assertEquals(1, refused.getMessage().lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#!/bin/sh", "#! /bin/sh -e\n", "#!\t/bin/sh\t-e\nx", "#!\n", "#", "", "\u007fELF\n#!/no"})
    void scriptsWhoseInterpreterIsThereAreFine(String content) throws IOException {
        program("script", content);

        assertDoesNotThrow(() -> check("./script", ""));
    }

    private void check(String command, String path) {
        CommandLookup.check("shop.1", command, folder, Map.of("PATH", path));
    }

    private void assertRefused(String message, String command, String path) {
        assertEquals(
                message,
                assertThrows(LaunchException.class, () -> check(command, path)).getMessage());
    }

    private void program(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        assertEquals(true, file.toFile().setExecutable(true));
    }
}
