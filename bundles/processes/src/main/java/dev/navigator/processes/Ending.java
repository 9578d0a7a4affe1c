package dev.navigator.processes;

/**
 * What to do next about a process that is to end, or that has ended and may have left others behind. Asked at each look,
 * with what is seen and what was done; pure.
 *
 * <p>Who left the session did so on purpose, and usually has somebody in the session who ends it in order: so it is asked only
 * when the session is empty.
 */
enum Ending {
    /** SIGTERM to the groups of the session. */
    ASK_SESSION,
    /** SIGTERM to those outside who have not had one. */
    ASK_OUTSIDERS,
    /** SIGKILL to all. */
    KILL,
    WAIT,
    /** Nothing is left. */
    GONE;

    /**
     * @param reported whether the end of the process itself is known; until then it is not gone, whatever is seen
     * @param session whether anybody of its session lives
     * @param outsiders whether anybody else of its people lives
     * @param asked whether the session has had its SIGTERM
     * @param overdue whether the time to end in order is over
     */
    static Ending next(boolean reported, boolean session, boolean outsiders, boolean asked, boolean overdue) {
        if (!session && !outsiders) {
            return reported ? GONE : WAIT;
        }
        if (overdue) {
            return KILL;
        }
        if (session) {
            return asked ? WAIT : ASK_SESSION;
        }
        return ASK_OUTSIDERS;
    }
}
