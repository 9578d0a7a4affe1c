/** Which tenant a request belongs to. */
@NullMarked
package dev.navigator.proxy.routing;

import org.jspecify.annotations.NullMarked;
