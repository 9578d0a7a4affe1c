/** Fakes and contract tests for Navigator's bundles and for authors of plugins. */
@Version("1.0.0")
@NullMarked
package dev.navigator.testing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
