package dev.navigator.launcher.cli;

import java.io.PrintStream;

/** Where the command talks to whoever typed it. */
public record Terminal(PrintStream out, PrintStream err) {

    public static Terminal standard() {
        return new Terminal(System.out, System.err);
    }

    /** Prints a line. @return exit status 0 */
    public int say(String line) {
        out.println(line);
        return 0;
    }

    /** Prints a line to stderr. @return exit status 1 */
    public int complain(String line) {
        err.println(line);
        return 1;
    }
}
