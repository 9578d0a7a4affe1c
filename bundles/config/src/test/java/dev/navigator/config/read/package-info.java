@NullMarked
package dev.navigator.config.read;

import org.jspecify.annotations.NullMarked;
