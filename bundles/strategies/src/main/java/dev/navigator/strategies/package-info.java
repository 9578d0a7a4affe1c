/** The stock strategies, entering by the same door as those of third parties. */
@NullMarked
package dev.navigator.strategies;

import org.jspecify.annotations.NullMarked;
