/** Who may import whom: the rules, their own tests, and their application to the distribution. */
@NullMarked
package dev.navigator.itests.rules;

import org.jspecify.annotations.NullMarked;
