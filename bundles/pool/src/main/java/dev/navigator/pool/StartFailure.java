package dev.navigator.pool;

import dev.navigator.api.pool.PoolException;

/**
 * Why a start failed.
 *
 * @param reason what requests that waited for it are told
 * @param message what happened, for people
 * @param command as executed or to be executed; may be empty
 * @param exit how the process ended, or what became of it
 * @param output the last lines it wrote, on one line; may be empty
 * @param portTaken whether it is to be tried again on another port
 */
record StartFailure(
        PoolException.Reason reason, String message, String command, String exit, String output, boolean portTaken) {

    /** All there is to say, for people. */
    String describe() {
        return output.isEmpty() ? message : message + ": " + output;
    }
}
