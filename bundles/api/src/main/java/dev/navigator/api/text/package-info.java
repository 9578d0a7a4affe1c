/** How what happened is put into words: for operators, in one line each, whatever characters came from outside. */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
