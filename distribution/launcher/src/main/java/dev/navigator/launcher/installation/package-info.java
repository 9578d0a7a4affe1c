/** The unpacked distribution, and its bundles as the framework gets them: from the class path. */
@NullMarked
package dev.navigator.launcher.installation;

import org.jspecify.annotations.NullMarked;
