package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineWriterTest implements LineWriter.Observer {

    /** A disk that can be full or stuck. */
    private static final class Disk implements Target {
        private volatile String content = "";
        private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);
        private final AtomicInteger space = new AtomicInteger(Integer.MAX_VALUE);
        private volatile boolean closed;

        @Override
        public void write(ByteBuffer lines) throws IOException {
            gate.acquireUninterruptibly();
            int count = Math.min(lines.remaining(), space.get());
            byte[] fitting = new byte[count];
            lines.get(fitting);
            space.addAndGet(-count);
            content = content.concat(new String(fitting, StandardCharsets.US_ASCII));
            if (lines.hasRemaining()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public String name() {
            return "disk";
        }

        @Override
        public void close() {
            closed = true;
        }

        void stick() {
            gate.drainPermits();
        }

        void unstick() {
            gate.release(Integer.MAX_VALUE);
        }
    }

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Disk disk = new Disk();
    private final LineWriter writer = new LineWriter(disk, this);

    @AfterEach
    void end() {
        disk.space.set(Integer.MAX_VALUE);
        writer.close();
    }

    @Override
    public void failing(String target, IOException cause) {
        complaints.add(target + ": " + cause.getMessage());
    }

    @Override
    public byte[] recovered(long linesLost, IOException cause) {
        return ("lost " + linesLost + (cause == null ? "" : " " + cause.getMessage()) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void add(String line) {
        writer.add((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void linesAreWrittenInOrder() throws Exception {
        writer.start();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            add("line " + i);
            expected.append("line ").append(i).append('\n');
        }

        Eventually.holds(() -> disk.content.length() == expected.length());

        assertEquals(expected.toString(), disk.content);
    }

    @Test
    void aFullDiskHoldsUpNobodyAndCutsNoLine() throws Exception {
        disk.space.set(7);
        writer.start();
        add("first");
        add("second");
        Eventually.holds(() -> complaints.size() == 1);

        disk.space.set(Integer.MAX_VALUE);
        Eventually.holds(() -> disk.content.endsWith("device\n"));

        assertEquals("first\nsecond\nlost 0 No space left on device\n", disk.content);
        assertEquals(List.of("disk: No space left on device"), complaints);
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsCounted() throws Exception {
        disk.stick();
        writer.start();
        String line = "x".repeat(1023);
        int fitting = LineWriter.CAPACITY / 1024;

        for (int i = 0; i < fitting + 500; i++) {
            add(line);
        }
        disk.unstick();

        Eventually.holds(() -> disk.content.indexOf("lost ") > 0);
        long lost = Long.parseLong(disk.content
                .substring(disk.content.indexOf("lost ") + 5)
                .lines()
                .findFirst()
                .orElseThrow());
        assertTrue(lost > 0 && lost <= 500, "lost " + lost);
        Eventually.holds(() -> disk.content.lines().filter(line::equals).count() == fitting + 500 - lost);
    }

    @Test
    void aLineLongerThanABatchIsWrittenWhole() throws Exception {
        writer.start();
        add("before");
        add("y".repeat(300_000));
        add("after");

        Eventually.holds(() -> disk.content.endsWith("after\n"));

        assertEquals("before\n" + "y".repeat(300_000) + "\nafter\n", disk.content);
    }

    @Test
    void aSwitchComesBetweenTheLinesBeforeAndAfterIt() throws Exception {
        Disk other = new Disk();
        writer.start();
        for (int i = 0; i < 1000; i++) {
            add("before");
        }
        writer.switchTo(other);
        add("after");

        Eventually.holds(() -> other.content.length() > 0);

        assertEquals("before\n".repeat(1000), disk.content);
        assertEquals("after\n", other.content);
        assertTrue(disk.closed);
    }

    @Test
    void aTargetThatFailsIsLeftWithAllThatWaits() throws Exception {
        Disk other = new Disk();
        disk.space.set(9);
        writer.start();
        add("first");
        add("second");
        Eventually.holds(() -> complaints.size() == 1);

        writer.switchTo(other);
        add("third");
        Eventually.holds(() -> other.content.endsWith("third\n"));

        assertEquals("first\nsec", disk.content);
        assertEquals("second\nthird\n", other.content);
    }

    @Test
    void closingWritesWhatWaitsAndLaterLinesAreWrittenAtOnce() {
        disk.stick();
        writer.start();
        add("one");
        add("two");

        disk.unstick();
        writer.close();
        assertEquals("one\ntwo\n", disk.content);
        add("three");

        assertEquals("one\ntwo\nthree\n", disk.content);
        assertTrue(writer.ended());
    }

    @Test
    void closingDoesNotWaitForAStuckDiskForEver() {
        disk.stick();
        writer.start();
        add("one");

        writer.close();
        add("two");

        assertFalse(writer.ended());
        disk.unstick();
    }
}
