package dev.navigator.api.pids;

/**
 * Which process is meant, for ever: a PID is reused, together with its start time and boot it is not.
 *
 * @param pid positive; also the ID of the process's session and group, which Navigator gave it
 * @param startTicks clock ticks from boot to its start, field 22 of {@code /proc/PID/stat}, see proc(5)
 * @param bootId {@code /proc/sys/kernel/random/boot_id} when it was started
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {}
