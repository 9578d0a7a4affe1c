package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.navigator.testing.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    private final ManualScheduler scheduler = new ManualScheduler();
    private final AtomicInteger changes = new AtomicInteger();

    @TempDir
    Path folder;

    private Path file;
    private FileWatch watch;

    @BeforeEach
    void startWatching() throws IOException {
        file = Files.writeString(folder.resolve("navigator.yml"), "first");
        watch = new FileWatch(file, scheduler, changes::incrementAndGet);
        watch.start();
        look(2);
        changes.set(0);
    }

    @Test
    void theFileAsItIsFirstCountsAsAChange() {
        FileWatch other = new FileWatch(file, scheduler, changes::incrementAndGet);
        other.start();

        look(2);

        assertEquals(1, changes.get());
    }

    @Test
    void nothingHappensWhileTheFileStays() {
        look(10);

        assertEquals(0, changes.get());
    }

    @Test
    void aChangeCountsOnceTheFileRests() throws IOException {
        Files.writeString(file, "second, half");
        look(1);
        Files.writeString(file, "second, half and half");
        look(1);
        assertEquals(0, changes.get());

        look(5);
        assertEquals(1, changes.get());
    }

    @Test
    void aChangeThatCannotBeActedUponIsNotTheLast() throws IOException {
        watch.close();
        FileWatch moody = new FileWatch(file, scheduler, () -> {
            if (changes.getAndIncrement() == 0) {
                throw new IllegalStateException("on purpose");
            }
        });
        moody.start();
        assertThrows(IllegalStateException.class, () -> look(2));

        Files.writeString(file, "second");
        look(3);

        assertEquals(2, changes.get());
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsToldByItsBeingAnother() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Path next = Files.writeString(folder.resolve("next.yml"), "other");
        Files.setLastModifiedTime(next, time);

        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        look(2);

        assertEquals(1, changes.get());
    }

    @Test
    void anotherTargetOfASymbolicLinkIsAChange() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("current.yml"), file);
        FileWatch linked = new FileWatch(link, scheduler, changes::incrementAndGet);
        linked.start();
        look(2);
        changes.set(0);

        Path release = Files.writeString(folder.resolve("release.yml"), "first");
        Path swap = Files.createSymbolicLink(folder.resolve("swap"), release);
        Files.move(swap, link, StandardCopyOption.ATOMIC_MOVE);
        look(2);

        assertEquals(1, changes.get());
    }

    @Test
    void aFileThatIsGoneForAWhileIsNoChangeUntilItIsBack() throws IOException {
        Files.delete(file);
        look(5);
        assertEquals(0, changes.get());

        Files.writeString(file, "back again");
        look(2);
        assertEquals(1, changes.get());
    }

    @Test
    void aClosedWatchLooksNoMore() throws IOException {
        watch.close();
        Files.writeString(file, "second");
        look(5);

        assertEquals(0, changes.get());
        assertEquals(0, scheduler.pending());
    }

    private void look(int times) {
        scheduler.advance(FileWatch.INTERVAL.multipliedBy(times));
    }
}
