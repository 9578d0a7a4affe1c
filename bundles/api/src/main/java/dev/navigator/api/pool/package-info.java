/**
 * Instances of tenants and the leases on them.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.pool;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
