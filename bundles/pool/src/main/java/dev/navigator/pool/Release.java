package dev.navigator.pool;

/**
 * What an instance was started as. An instance of another release than the one its tenant's requests have called for is
 * outdated: it serves until one of that release does.
 *
 * @param deployment of the configuration it was started under
 * @param digest of the settings that make its command and environment
 * @param touches how often {@code tmp/restart.txt} had been touched
 * @param restarts how often an operator had asked for a restart
 */
record Release(long deployment, String digest, int touches, int restarts) {

    /** Of a process that an earlier Navigator started with other settings. */
    static Release foreign(String digest) {
        return new Release(-1, digest, 0, 0);
    }
}
