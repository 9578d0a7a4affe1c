/** The command line: its arguments, and what is asked of a Navigator that runs already. */
@NullMarked
package dev.navigator.launcher.cli;

import org.jspecify.annotations.NullMarked;
