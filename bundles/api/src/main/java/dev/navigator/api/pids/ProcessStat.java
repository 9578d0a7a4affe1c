package dev.navigator.api.pids;

import java.util.Optional;

/**
 * What {@code /proc/PID/stat} said of a process at one moment, see proc(5). Linux only.
 *
 * @param dead whether only its entry is left: a zombie, or being removed
 * @param parent the parent's PID; 0 for none in sight
 * @param group the process group
 * @param session the session
 * @param startTicks clock ticks from boot to its start
 */
public record ProcessStat(long pid, boolean dead, long parent, long group, long session, long startTicks) {

    private static final int START_TIME = 22;
    private static final int STATE = 3;

    /**
     * Reads one line of {@code /proc/PID/stat}; empty when it is none. The second field, the program's name in parentheses,
     * may itself contain anything, parentheses and spaces included: what counts begins after the last one.
     */
    public static Optional<ProcessStat> parse(String line) {
        int open = line.indexOf(" (");
        int close = line.lastIndexOf(") ");
        if (open <= 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = line.substring(close + 2).trim().split(" ", START_TIME);
        if (fields.length <= START_TIME - STATE || fields[0].length() != 1) {
            return Optional.empty();
        }
        char state = fields[0].charAt(0);
        try {
            return Optional.of(new ProcessStat(
                    Long.parseLong(line.substring(0, open)),
                    state == 'Z' || state == 'X' || state == 'x',
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[START_TIME - STATE])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Who this is, given the boot it was seen in. */
    public ProcessIdentity identity(String bootId) {
        return new ProcessIdentity(pid, startTicks, bootId);
    }
}
