/** Log lines out, as text or JSON, with the output of the processes merged in. */
@NullMarked
package dev.navigator.logging;

import org.jspecify.annotations.NullMarked;
