package dev.navigator.pool;

import dev.navigator.api.ports.PortLease;
import dev.navigator.api.processes.RunningProcess;

/**
 * A process of an instance, and the port it holds.
 *
 * @param command as executed, for people; empty for a process that was taken over
 */
record Started(RunningProcess process, PortLease port, String command) {}
