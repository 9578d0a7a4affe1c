@NullMarked
package dev.navigator.config;

import org.jspecify.annotations.NullMarked;
