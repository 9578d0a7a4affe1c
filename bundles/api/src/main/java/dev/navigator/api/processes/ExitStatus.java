package dev.navigator.api.processes;

import java.util.OptionalInt;

/**
 * How a process ended.
 *
 * @param code the exit code, where it ended by itself and was our child
 * @param signal the signal number that ended it, see signal(7)
 */
public record ExitStatus(OptionalInt code, OptionalInt signal) {

    /** An adopted process ended: the kernel told its status to somebody else. */
    public static final ExitStatus UNKNOWN = new ExitStatus(OptionalInt.empty(), OptionalInt.empty());

    /** From {@link Process#exitValue()}, which reports signal n as 128 + n. */
    public static ExitStatus ofJava(int exitValue) {
        return exitValue > 128 && exitValue <= 192
                ? new ExitStatus(OptionalInt.empty(), OptionalInt.of(exitValue - 128))
                : new ExitStatus(OptionalInt.of(exitValue), OptionalInt.empty());
    }

    /** Whether it is known to have ended by itself with code 0. */
    public boolean success() {
        return code.isPresent() && code.getAsInt() == 0;
    }

    /** For people: {@code exit code 3}, {@code signal 9}, {@code unknown exit status}. */
    public String describe() {
        if (code.isPresent()) {
            return "exit code " + code.getAsInt();
        }
        return signal.isPresent() ? "signal " + signal.getAsInt() : "unknown exit status";
    }
}
