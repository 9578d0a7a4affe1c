/**
 * What the launcher offers to every bundle: time, executors, handover between two versions of a bundle, and the end.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.runtime;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
