package dev.navigator.pids;

/** A ledger on disk that is not what this version writes; the message goes after the file's name. */
final class UnreadableLedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableLedgerException(String message) {
        super(message);
    }

    UnreadableLedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
