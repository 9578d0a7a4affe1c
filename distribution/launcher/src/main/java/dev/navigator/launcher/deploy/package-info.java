/** The drop folder: bundles and their settings taken in, updated and let go while Navigator runs, and what keeps them in bounds. */
@NullMarked
package dev.navigator.launcher.deploy;

import org.jspecify.annotations.NullMarked;
