/**
 * The configuration file as immutable values.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
