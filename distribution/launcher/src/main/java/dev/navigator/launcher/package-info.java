/** Boots the framework and owns arguments, signals and the log. */
@NullMarked
package dev.navigator.launcher;

import org.jspecify.annotations.NullMarked;
