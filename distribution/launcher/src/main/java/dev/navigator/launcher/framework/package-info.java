/** The OSGi framework's boot and end, and what is known of its bundles and components from outside. */
@NullMarked
package dev.navigator.launcher.framework;

import org.jspecify.annotations.NullMarked;
