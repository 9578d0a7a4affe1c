/** One Navigator taking over from another, as two processes. */
@NullMarked
package dev.navigator.launcher.upgrade;

import org.jspecify.annotations.NullMarked;
