package dev.navigator.launcher;

import java.io.PrintStream;

/** Where the command talks to whoever typed it. */
record Terminal(PrintStream out, PrintStream err) {

    static Terminal standard() {
        return new Terminal(System.out, System.err);
    }

    /** Prints a line. @return exit status 0 */
    int say(String line) {
        out.println(line);
        return 0;
    }

    /** Prints a line to stderr. @return exit status 1 */
    int complain(String line) {
        err.println(line);
        return 1;
    }
}
