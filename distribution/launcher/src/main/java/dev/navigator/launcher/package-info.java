/** The class path side of Navigator: one run of it, from the command line to its end. */
@NullMarked
package dev.navigator.launcher;

import org.jspecify.annotations.NullMarked;
