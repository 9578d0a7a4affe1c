package dev.navigator.launcher.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.testing.Eventually;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** With a signal that means nothing to the JVM of the tests. */
class SignalsTest {

    private static final String WINDOW_CHANGED = "WINCH";

    private static void raise() throws Exception {
        new ProcessBuilder(
                        "kill", "-WINCH", Long.toString(ProcessHandle.current().pid()))
                .start()
                .onExit()
                .join();
    }

    @Test
    void whatCameBeforeItsMeaningWasKnownHasItThen() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        Signals.hold(WINDOW_CHANGED);
        raise();
        Eventually.holds(() -> Signals.held(WINDOW_CHANGED));

        Signals.on(WINDOW_CHANGED, heard::incrementAndGet);

        assertEquals(1, heard.get());
        raise();
        Eventually.holds(() -> heard.get() == 2);
    }
}
