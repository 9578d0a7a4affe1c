/** Gogo commands and the local control socket behind the navigator command. */
@NullMarked
package dev.navigator.shell;

import org.jspecify.annotations.NullMarked;
