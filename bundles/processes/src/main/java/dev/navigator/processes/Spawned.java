package dev.navigator.processes;

import dev.navigator.api.processes.RunningProcess;

/** A process that was started just now. */
record Spawned(RunningProcess process, Process child) {}
