/**
 * Who a process is, beyond its number: identity, PID files and the ledger on disk.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.pids;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
