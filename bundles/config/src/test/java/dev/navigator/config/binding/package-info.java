@NullMarked
package dev.navigator.config.binding;

import org.jspecify.annotations.NullMarked;
