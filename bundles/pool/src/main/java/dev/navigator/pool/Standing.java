package dev.navigator.pool;

/** Whether a tenant is to have instances at all. */
enum Standing {
    OPEN,
    /** An operator stopped it. */
    STOPPED,
    /** The configuration knows it no more. */
    REMOVED,
    /** Navigator ends. */
    ENDING
}
