@NullMarked
package dev.navigator.config.yaml;

import org.jspecify.annotations.NullMarked;
