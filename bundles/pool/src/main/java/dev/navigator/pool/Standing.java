package dev.navigator.pool;

/** Whether a tenant is to have instances at all. */
enum Standing {
    OPEN,
    /** An operator stopped it. */
    STOPPED,
    /** The configuration knows it no more. */
    REMOVED,
    /** Navigator ends. */
    ENDING;

    /** The weightiest reason there is. */
    static Standing of(Services.Stage stage, boolean configured, boolean stopped) {
        if (stage == Services.Stage.ENDING) {
            return ENDING;
        }
        if (!configured) {
            return REMOVED;
        }
        return stopped ? STOPPED : OPEN;
    }
}
