/** From the tree of a file to values: substitution, places and problems. */
@NullMarked
package dev.navigator.config.read;

import org.jspecify.annotations.NullMarked;
