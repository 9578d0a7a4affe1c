package dev.navigator.launcher.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial executor on shared threads. It yields its thread after a turn of {@value #TURN} tasks, so that a busy mailbox
 * does not keep others waiting.
 */
public final class Mailbox implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int TURN = 64;

    private final String name;
    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    public Mailbox(String name, Executor threads) {
        this.name = name;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::turn);
        }
    }

    private void turn() {
        int left;
        int done = 0;
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                contain(name, task);
            }
            done++;
            left = waiting.decrementAndGet();
        } while (left > 0 && done < TURN);
        if (left > 0) {
            threads.execute(this::turn);
        }
    }

    /** Runs {@code task}; one that throws is logged, and those behind it run. */
    public static void contain(String name, Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // whatever it is: those behind it have done nothing wrong
            LOG.error("Task failed mailbox={}", name, e);
        }
    }
}
