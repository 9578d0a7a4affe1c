@NullMarked
package dev.navigator.config.options;

import org.jspecify.annotations.NullMarked;
