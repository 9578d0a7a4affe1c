/** What only one Navigator has at a time, on disk: its state directory and PID file. */
@NullMarked
package dev.navigator.launcher.state;

import org.jspecify.annotations.NullMarked;
