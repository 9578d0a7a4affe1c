/**
 * Exchanges: from a client's connection to an instance's and back, with errors, retries and tunnels.
 *
 * <p>A client's connection, its exchange and the instance's connection live on one I/O thread; nothing here takes a lock.
 */
@NullMarked
package dev.navigator.proxy.exchange;

import org.jspecify.annotations.NullMarked;
