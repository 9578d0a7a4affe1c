/** The distribution's bundles in a framework, tested from among them. */
@NullMarked
package dev.navigator.itests.container;

import org.jspecify.annotations.NullMarked;
