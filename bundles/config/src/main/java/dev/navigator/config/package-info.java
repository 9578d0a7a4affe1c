/** Reads {@code navigator.yml}, validates it and publishes it as one immutable configuration. */
@NullMarked
package dev.navigator.config;

import org.jspecify.annotations.NullMarked;
