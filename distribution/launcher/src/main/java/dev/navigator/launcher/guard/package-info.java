/** What the classes of plugins meet in place of what they must not do. */
@NullMarked
package dev.navigator.launcher.guard;

import org.jspecify.annotations.NullMarked;
