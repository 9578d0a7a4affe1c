/**
 * Strategies that choose ports.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.ports.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
