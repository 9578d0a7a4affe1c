/** Launching processes in sessions of their own, signals, output files, exits. */
@NullMarked
package dev.navigator.processes;

import org.jspecify.annotations.NullMarked;
