/**
 * Strategies that route requests, and what they may see of them.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.routing.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
