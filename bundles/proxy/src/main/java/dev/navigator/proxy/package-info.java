/** The listener, routing, exchanges and tunnels. */
@NullMarked
package dev.navigator.proxy;

import org.jspecify.annotations.NullMarked;
