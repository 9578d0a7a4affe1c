/**
 * Strategies that size the pool and choose among instances.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.pool.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
