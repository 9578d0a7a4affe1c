package dev.navigator.launcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.testing.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFolderWatchTest {

    @TempDir
    private Path folder;

    private final ManualScheduler scheduler = new ManualScheduler();
    private final List<String> told = new ArrayList<>();
    private final DropFolderWatch.Taker taker = new DropFolderWatch.Taker() {
        @Override
        public boolean takes(String name) {
            return name.endsWith(".jar");
        }

        @Override
        public void changed(Path file) {
            told.add("changed " + file.getFileName());
        }

        @Override
        public void gone(Path file) {
            told.add("gone " + file.getFileName());
        }
    };

    private DropFolderWatch watch() {
        return new DropFolderWatch(folder, scheduler, List.of(taker));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void aFileIsHandedOnceItWasTheSameTwice() throws IOException {
        DropFolderWatch watch = watch();
        write("a.jar", "ha");
        watch.look();
        write("a.jar", "half");
        watch.look();
        assertEquals(List.of(), told);

        watch.look();
        watch.look();

        assertEquals(List.of("changed a.jar"), told);
    }

    @Test
    void aFileThatNobodyHasWrittenToForAWhileIsHandedOnAtOnce() throws IOException {
        Path jar = write("a.jar", "whole");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));

        watch().look();

        assertEquals(List.of("changed a.jar"), told);
    }

    @Test
    void changesAndTheEndAreHandedOnOnceEach() throws IOException {
        DropFolderWatch watch = watch();
        Path jar = write("a.jar", "one");
        write("b.jar", "one");
        write("c.txt", "nobody's");
        watch.look();
        watch.look();

        write("a.jar", "another");
        watch.look();
        watch.look();
        Files.delete(jar);
        watch.look();
        watch.look();

        assertEquals(List.of("changed a.jar", "changed b.jar", "changed a.jar", "gone a.jar"), told);
    }

    @Test
    void aFileThatComesBackIsNew() throws IOException {
        DropFolderWatch watch = watch();
        Path jar = write("a.jar", "one");
        watch.look();
        watch.look();
        Files.delete(jar);
        watch.look();

        write("a.jar", "one");
        watch.look();
        watch.look();

        assertEquals(List.of("changed a.jar", "gone a.jar", "changed a.jar"), told);
    }

    @Test
    void itLooksTwiceASecond() throws IOException {
        watch().start();
        write("a.jar", "one");

        scheduler.advance(Duration.ofMillis(1100));

        assertEquals(List.of("changed a.jar"), told);
    }

    @Test
    void aFolderThatCannotBeReadForAMomentRemovesNothing() throws IOException {
        DropFolderWatch watch = watch();
        write("a.jar", "one");
        watch.look();
        watch.look();
        Path elsewhere = folder.resolveSibling("elsewhere");
        Files.move(folder, elsewhere);

        watch.look();
        Files.move(elsewhere, folder);
        watch.look();

        assertEquals(List.of("changed a.jar"), told);
    }

    @Test
    void nothingIsTakenWhileOthersMayWriteToTheFolder() throws IOException {
        DropFolderWatch watch = watch();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        write("a.jar", "one");
        watch.look();
        watch.look();
        assertEquals(List.of(), told);
        assertEquals(1, watch.problems().size());

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        watch.look();
        watch.look();

        assertEquals(List.of("changed a.jar"), told);
        assertEquals(List.of(), watch.problems());
    }
}
