/** The class path side of Navigator: arguments, PID file, signals, log, and the framework's boot and end. */
@NullMarked
package dev.navigator.launcher;

import org.jspecify.annotations.NullMarked;
