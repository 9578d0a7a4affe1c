/**
 * Operating system processes: launched, watched, terminated, adopted, and entered in a ledger on disk.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.processes;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
