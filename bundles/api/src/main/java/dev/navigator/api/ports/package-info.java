/**
 * Leases of the ports that instances listen on.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.ports;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
