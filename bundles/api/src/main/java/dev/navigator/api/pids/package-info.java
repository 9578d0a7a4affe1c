/**
 * Who a process is, beyond its number: identity and PID files.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.pids;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
