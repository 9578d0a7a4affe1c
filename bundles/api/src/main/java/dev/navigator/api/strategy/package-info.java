/**
 * How strategies are chosen by name, contained and counted.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.strategy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
