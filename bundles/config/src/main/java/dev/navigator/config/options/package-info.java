/** What strategies say of their options, in the metatype of their bundles, and whether a choice keeps to it. */
@NullMarked
package dev.navigator.config.options;

import org.jspecify.annotations.NullMarked;
