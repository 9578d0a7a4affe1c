@NullMarked
package dev.navigator.config.schema;

import org.jspecify.annotations.NullMarked;
