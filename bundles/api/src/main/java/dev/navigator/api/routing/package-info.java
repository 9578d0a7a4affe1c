/**
 * Which tenant a request belongs to.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.routing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
