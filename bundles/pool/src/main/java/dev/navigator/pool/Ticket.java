package dev.navigator.pool;

/** The claim of one instance on a place in the pool, and on a turn to start. May be used from any thread. */
final class Ticket {

    /** Belongs to the mailbox of the admission. */
    enum State {
        WAITING,
        STARTING,
        HELD,
        LEAVING,
        CLOSED
    }

    final Admission.Holder holder;
    final boolean replacement;
    final Runnable granted;
    State state = State.WAITING;

    private final Admission admission;

    Ticket(Admission admission, Admission.Holder holder, boolean replacement, Runnable granted) {
        this.admission = admission;
        this.holder = holder;
        this.replacement = replacement;
        this.granted = granted;
    }

    /** The start is over: another may have the turn. */
    void settled() {
        admission.settled(this);
    }

    /** The instance is on its way out. */
    void leaving() {
        admission.leaving(this);
    }

    /** Gives the place back. */
    void close() {
        admission.close(this);
    }
}
