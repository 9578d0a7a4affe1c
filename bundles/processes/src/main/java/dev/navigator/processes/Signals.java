package dev.navigator.processes;

import dev.navigator.api.pids.ProcessStat;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signals. Java can signal a process but not a group, so a shell's built-in {@code kill} does that: one shell for all
 * that is to be sent at one moment. Where no shell can be started, the members are signalled one by one, and whoever was
 * forked meanwhile is found by the next look. Blocks for milliseconds.
 *
 * <p>A group's number cannot be reused while it has a member, and members were seen a moment before; a single process is
 * signalled through a handle that checks its start time.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final long PATIENCE_SECONDS = 5;

    private final ProcTable table;
    private final String shell;
    private final long ownGroup;

    Signals(ProcTable table) {
        this(table, "/bin/sh");
    }

    Signals(ProcTable table, String shell) {
        this.table = table;
        this.shell = shell;
        ownGroup = table.stat(table.self()).map(ProcessStat::group).orElse(0L);
    }

    /** What is to be sent at one moment. */
    static final class Batch {
        private final Set<ProcessStat> groupsToAsk = new LinkedHashSet<>();
        private final Set<ProcessStat> groupsToKill = new LinkedHashSet<>();
        private final Set<ProcessStat> toAsk = new LinkedHashSet<>();
        private final Set<ProcessStat> toKill = new LinkedHashSet<>();

        /** SIGTERM to the groups of these, and SIGCONT, without which a stopped one would not notice. */
        void askGroups(Collection<ProcessStat> members) {
            groupsToAsk.addAll(members);
        }

        void killGroups(Collection<ProcessStat> members) {
            groupsToKill.addAll(members);
        }

        void ask(Collection<ProcessStat> single) {
            toAsk.addAll(single);
        }

        void kill(Collection<ProcessStat> single) {
            toKill.addAll(single);
        }
    }

    void send(Batch batch) {
        Set<Long> asked = groups(batch.groupsToAsk);
        Set<Long> killed = groups(batch.groupsToKill);
        boolean sent = (asked.isEmpty() && killed.isEmpty()) || shell(script(asked, killed));
        singles(batch.groupsToAsk, asked, sent).forEach(stat -> single(stat, false));
        singles(batch.groupsToKill, killed, sent).forEach(stat -> single(stat, true));
        batch.toAsk.forEach(stat -> single(stat, false));
        batch.toKill.forEach(stat -> single(stat, true));
    }

    /**
     * The groups that are theirs alone. A process that has not made its session yet is still in ours, and a group of
     * ours is never signalled.
     */
    private Set<Long> groups(Collection<ProcessStat> members) {
        return members.stream()
                .map(ProcessStat::group)
                .filter(group -> group > 1 && group != ownGroup)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<ProcessStat> singles(Collection<ProcessStat> members, Set<Long> groups, boolean groupsSent) {
        return members.stream()
                .filter(stat -> !groupsSent || !groups.contains(stat.group()))
                .toList();
    }

    private static String script(Set<Long> asked, Set<Long> killed) {
        StringBuilder script = new StringBuilder();
        if (!asked.isEmpty()) {
            script.append(kill("TERM", asked)).append(kill("CONT", asked));
        }
        if (!killed.isEmpty()) {
            script.append(kill("KILL", killed));
        }
        return script.toString();
    }

    private static String kill(String signal, Set<Long> groups) {
        return groups.stream()
                .map(group -> " -" + group)
                .collect(Collectors.joining("", "kill -s " + signal + " --", ";"));
    }

    private boolean shell(String script) {
        ProcessBuilder builder = new ProcessBuilder(shell, "-c", script)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear(); // a mark we may bear ourselves is not to be passed on
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return true; // a group that went meanwhile makes the shell's status meaningless
        } catch (IOException e) {
            LOG.warn("Cannot start a shell to signal groups, signalling processes instead reason={}", e.getMessage());
            return false;
        } catch (OutOfMemoryError e) {
            LOG.warn("No thread to wait for the shell that signals groups reason={}", e.getMessage());
            return true; // it runs, as the JDK looks for the thread after the fork
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void single(ProcessStat member, boolean force) {
        if (member.pid() <= 1 || member.pid() == table.self()) {
            return;
        }
        ProcessHandle.of(member.pid())
                .filter(handle -> table.stat(member.pid())
                        .filter(now -> now.startTicks() == member.startTicks())
                        .isPresent())
                .ifPresent(handle -> {
                    boolean sent = force ? handle.destroyForcibly() : handle.destroy();
                    LOG.debug("Signalled a process pid={} force={} sent={}", member.pid(), force, sent);
                });
    }
}
