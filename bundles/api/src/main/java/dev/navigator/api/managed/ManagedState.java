package dev.navigator.api.managed;

/** The states of a managed process, as operators see them. */
public enum ManagedState {
    /** Its start delay runs, or what it depends on is not ready. */
    WAITING,
    /** Running, its ready check not yet passed. */
    STARTING,
    RUNNING,
    /** Ended; its next start is scheduled. */
    BACKING_OFF,
    /** Ended five times in a row or more; still being restarted, at growing intervals. */
    FAILING,
    STOPPING,
    /** Down because an operator stopped it. */
    STOPPED,
    /** Ended, and not to be restarted. */
    EXITED
}
