/** Launching processes in sessions of their own, signals, output files, exits. Linux only. */
@NullMarked
package dev.navigator.processes;

import org.jspecify.annotations.NullMarked;
