package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;

/** Signals that Java cannot send by itself. */
enum Signal {
    HUP,
    STOP,
    CONT,
    KILL;

    void to(long pid) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + this, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, status, "kill -" + this + " " + pid);
    }
}
