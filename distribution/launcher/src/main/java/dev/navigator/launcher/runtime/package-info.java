/** What lives as long as the JVM: time and threads, signals, the end, and what bundles keep for their successors. */
@NullMarked
package dev.navigator.launcher.runtime;

import org.jspecify.annotations.NullMarked;
