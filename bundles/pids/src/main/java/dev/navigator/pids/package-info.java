/** PID files, process identity and the ledger on disk. */
@NullMarked
package dev.navigator.pids;

import org.jspecify.annotations.NullMarked;
