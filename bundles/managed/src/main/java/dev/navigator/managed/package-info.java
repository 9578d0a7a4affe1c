/** Managed processes: side processes started in order and kept running. */
@NullMarked
package dev.navigator.managed;

import org.jspecify.annotations.NullMarked;
