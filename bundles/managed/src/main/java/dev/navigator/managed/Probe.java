package dev.navigator.managed;

import java.util.Optional;

/** One way of finding out whether a process is ready. Called again and again, never twice at once; may block briefly. */
interface Probe {

    /** What is in the way, for people; empty when the process is ready. */
    Optional<String> obstacle();
}
