package dev.navigator.processes;

import dev.navigator.api.pids.ProcessStat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who belongs to a process, itself included, and lives.
 *
 * @param session who is in the session it leads
 * @param outsiders who left that session and is known by the mark, by descent, or from an earlier look
 */
record Kin(List<ProcessStat> session, List<ProcessStat> outsiders) {

    Stream<ProcessStat> all() {
        return Stream.concat(session.stream(), outsiders.stream());
    }

    boolean none() {
        return session.isEmpty() && outsiders.isEmpty();
    }
}
