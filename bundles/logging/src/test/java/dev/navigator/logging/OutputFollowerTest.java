package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class OutputFollowerTest {

    @TempDir
    Path folder;

    private final ManualScheduler scheduler = new ManualScheduler();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Writers writers;
    private OutputFollower follower;

    @BeforeEach
    void begin() {
        log.start();
        root.addAppender(log);
        writers = new Writers(folder);
        follower = follower();
        follower.start(null);
        follower.open(writers);
    }

    @AfterEach
    void end() {
        root.detachAppender(log);
    }

    private OutputFollower follower() {
        return new OutputFollower(scheduler, new Offsets(folder.resolve("output-offsets")), Watches.none());
    }

    private void pass(double seconds) {
        scheduler.advance(Duration.ofMillis((long) (seconds * 1000)));
    }

    /** What was logged, as text without time and level. */
    private List<String> lines() {
        TextLayout layout = new TextLayout();
        return log.list.stream()
                .map(event -> {
                    StringBuilder line = new StringBuilder();
                    layout.write(event, line);
                    return line.substring("2026-11-21T21:40:00.000Z INFO  ".length());
                })
                .toList();
    }

    @Test
    void everyLineAppearsWithNameAndStream() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        RunningProcess redis = writers.managed("redis");
        Writers.write(shop, "stdout", "Listening on 4000\nGET / 200\n");
        Writers.write(redis, "stderr", "oom\n");

        pass(0.5);

        assertEquals(
                List.of(
                        "name=shop.1 stream=stdout Listening on 4000",
                        "name=shop.1 stream=stdout GET / 200",
                        "managed_processes name=redis stream=stderr oom"),
                lines());
    }

    @Test
    void newLinesOfABusyProcessAppearWithinATenthOfASecond() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "one\n");
        pass(0.5);

        Writers.write(shop, "stdout", "two\n");
        pass(1);
        Writers.write(shop, "stdout", "three\n");
        pass(0.15 * 4);

        assertEquals(3, lines().size());
    }

    @Test
    void aLookThatGoesWrongIsNotTheLast() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "one\n");
        AppenderBase<ILoggingEvent> broken = new AppenderBase<>() {
            @Override
            public synchronized void doAppend(ILoggingEvent event) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            protected void append(ILoggingEvent event) {}
        };
        root.addAppender(broken);
        assertThrows(IllegalStateException.class, () -> pass(0.5));
        root.detachAppender(broken);

        Writers.write(shop, "stdout", "two\n");
        pass(1);

        assertEquals("name=shop.1 stream=stdout two", lines().get(lines().size() - 1));
    }

    @Test
    void aSilentProcessIsLookedAtOnceASecond() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        pass(60);
        Writers.write(shop, "stdout", "awake\n");

        pass(1);

        assertEquals(List.of("name=shop.1 stream=stdout awake"), lines());
    }

    @Test
    void aLineWithoutEndAppearsAfterAWhile() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "password: ");
        pass(1);
        assertEquals(List.of(), lines());

        pass(3);
        assertEquals(List.of("name=shop.1 stream=stdout partial=true password: "), lines());
        Writers.write(shop, "stdout", "accepted\n");
        pass(2);
        assertEquals("name=shop.1 stream=stdout accepted", lines().get(1));
    }

    @Test
    void theLastWordsOfAProcessAppearAtOnceWithoutTheirEnd() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        pass(0.5);
        Writers.write(shop, "stderr", "Segmentation fault\ncore dum");

        follower.exited(shop);
        assertEquals(List.of("name=shop.1 stream=stderr Segmentation fault"), lines());
        follower.gone(shop);

        assertEquals("name=shop.1 stream=stderr partial=true core dum", lines().get(1));
    }

    @Test
    void aProcessThatLivedForAMomentIsHeardToo() throws IOException {
        RunningProcess flash = writers.tenant("flash");
        Writers.write(flash, "stderr", "no such file\n");
        writers.forget(flash);

        follower.exited(flash);
        follower.gone(flash);
        pass(5);

        assertEquals(List.of("name=flash.1 stream=stderr no such file"), lines());
    }

    @Test
    void aProcessThatIsGoneIsNotReadAgainWhileItIsStillListed() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "once\n");
        pass(0.5);

        follower.gone(shop);
        pass(5);

        assertEquals(List.of("name=shop.1 stream=stdout once"), lines());
    }

    @Test
    void aFloodIsCutAndCounted() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "spam\n".repeat(50_000));

        pass(11);

        long spam = lines().stream().filter(line -> line.endsWith(" spam")).count();
        assertTrue(spam >= RateLimit.BURST_LINES && spam < RateLimit.BURST_LINES + 3_000, spam + " lines");
        String told = lines().stream()
                .filter(line -> line.startsWith("Output suppressed"))
                .findFirst()
                .orElseThrow();
        assertTrue(told.startsWith("Output suppressed name=shop.1 lines="), told);
    }

    @Test
    void oneFloodDoesNotCostOthersTheirLines() throws IOException {
        RunningProcess loud = writers.tenant("loud");
        RunningProcess quiet = writers.tenant("quiet");
        Writers.write(loud, "stdout", "spam\n".repeat(50_000));
        Writers.write(quiet, "stdout", "hello\n");

        pass(1);

        assertTrue(lines().contains("name=quiet.1 stream=stdout hello"));
    }

    @Test
    void binaryOutputIsShownByItsCodes() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Files.write(shop.output().resolve("stdout"), new byte[] {0, 27, '[', (byte) 0xff, '\r', 'x', '\n'});

        pass(0.5);

        assertEquals(List.of("name=shop.1 stream=stdout \\x00\\x1b[\\xff\\rx"), lines());
    }

    @Test
    void anUpdateOfTheBundleLosesAndRepeatsNothing() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "one\ntw");
        pass(0.5);

        Map<String, Long> left = follower.stop();
        Writers.write(shop, "stdout", "o\nthree\n");
        pass(5);
        follower = follower();
        follower.start(left);
        follower.open(writers);
        pass(0.5);

        assertEquals(
                List.of(
                        "name=shop.1 stream=stdout one",
                        "name=shop.1 stream=stdout two",
                        "name=shop.1 stream=stdout three"),
                lines());
    }

    @Test
    void afterTheDeathOfTheJvmTheLogGoesOnWhereItStopped() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "one\n");
        pass(5);
        Writers.write(shop, "stdout", "two\n");
        writers.adopt(shop);

        OutputFollower nextRun = follower();
        nextRun.start(null);
        nextRun.open(writers);
        scheduler.advance(Duration.ofMillis(1));

        assertEquals(
                List.of("name=shop.1 stream=stdout one", "name=shop.1 stream=stdout two"),
                lines().stream().limit(2).toList());
    }

    @Test
    void withoutOffsetsAnAdoptedProcessIsFollowedFromNowOn() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "long ago\n");
        writers.forget(shop);
        pass(1);
        Files.deleteIfExists(folder.resolve("output-offsets"));
        RunningProcess adopted = writers.adopt(shop);

        OutputFollower nextRun = follower();
        nextRun.start(null);
        nextRun.open(writers);
        pass(1);
        Writers.write(adopted, "stdout", "now\n");
        pass(2);

        assertTrue(lines().contains("name=shop.1 stream=stdout now"));
        assertTrue(lines().stream().filter(line -> line.endsWith("long ago")).count() <= 1);
    }

    @Test
    void theProcessesServiceMayBeAwayForAWhile() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        pass(0.5);

        follower.shut(writers);
        Writers.write(shop, "stdout", "meanwhile\n");
        pass(2);
        follower.open(writers);
        RunningProcess blog = writers.tenant("blog");
        Writers.write(blog, "stdout", "new\n");
        pass(1);

        assertEquals(List.of("name=shop.1 stream=stdout meanwhile", "name=blog.1 stream=stdout new"), lines());
    }

    @Test
    void aServiceThatKnowsNothingYetDoesNotEndTheFollowing() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "one\n");
        pass(1);

        follower.shut(writers);
        follower.open(new Writers(folder));
        pass(30);
        Writers.write(shop, "stdout", "two\n");
        pass(2);

        assertEquals(2, lines().size());
    }

    @Test
    void whoseEndNobodyToldOfIsDroppedAfterAMinuteAndNotRepeatedWhenListedAgain() throws IOException {
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "one\n");
        pass(1);

        writers.forget(shop);
        pass(70);
        writers.adopt(shop);
        Writers.write(shop, "stdout", "two\n");
        pass(2);

        assertEquals(List.of("name=shop.1 stream=stdout one", "name=shop.1 stream=stdout two"), lines());
    }

    @Test
    void nothingIsWrittenToDiskWhileNothingHappens() throws IOException {
        IntStream.range(0, 20).forEach(i -> tenant("t" + i));
        pass(10);
        Path offsets = folder.resolve("output-offsets");
        Files.setLastModifiedTime(offsets, java.nio.file.attribute.FileTime.fromMillis(0));

        pass(600);

        assertEquals(0, Files.getLastModifiedTime(offsets).toMillis());
        assertEquals(Level.INFO, root.getLevel());
    }

    private void tenant(String name) {
        try {
            writers.tenant(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
