/**
 * Strategies for commands, readiness and restarts, and listeners of exits.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.processes.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
