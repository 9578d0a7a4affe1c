package dev.navigator.api.pool;

/** The states of an instance, as operators see them. */
public enum InstanceState {
    /** Launched, not yet ready; requests queue. */
    STARTING,
    /** Ready and not yet used. */
    READY,
    /** Serving at least one request or tunnel. */
    BUSY,
    /** Served before, serves nothing now; its idle time runs. */
    IDLE,
    /** Draining or being terminated; gets no new request. */
    STOPPING,
    /** Ended without being asked to; its resources are being freed. */
    CRASHED
}
