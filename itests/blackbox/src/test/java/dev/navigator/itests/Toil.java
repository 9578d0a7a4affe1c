package dev.navigator.itests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Threads that do the same again and again until it is enough, and note what went wrong. */
final class Toil implements AutoCloseable {

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** Begins to do {@code work}, which answers null when all went well. */
    Toil of(int count, Callable<String> work) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                while (!over) {
                    once(work);
                }
            });
            threads.add(thread);
            thread.start();
        }
        return this;
    }

    private void once(Callable<String> work) {
        try {
            String wrong = work.call();
            if (wrong != null) {
                failures.add(wrong);
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
    }

    /** Waits until what is under way has ended, and tells what went wrong. */
    List<String> end() throws InterruptedException {
        close();
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        over = true;
    }
}
