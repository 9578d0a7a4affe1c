/** Fakes and contract tests, for our own tests and those of plugin authors. */
@NullMarked
package dev.navigator.testing;

import org.jspecify.annotations.NullMarked;
