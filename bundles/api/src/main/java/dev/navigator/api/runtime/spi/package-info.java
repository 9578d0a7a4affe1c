/**
 * What bundles offer to the launcher, so that the end comes in order.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.runtime.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
