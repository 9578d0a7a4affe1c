/** Connections on the threads of HttpCore's reactor: reading, writing, back-pressure, ticking; no HTTP. */
@NullMarked
package dev.navigator.proxy.io;

import org.jspecify.annotations.NullMarked;
