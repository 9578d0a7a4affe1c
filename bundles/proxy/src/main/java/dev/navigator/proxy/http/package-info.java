/**
 * HTTP/1 on bytes: scanning heads and chunks, framing of bodies. Pure: no I/O, no clock, no logging.
 *
 * <p>Whatever RFC 9112 calls malformed, or lets two parsers read differently, is refused here, with the same outcome however
 * the bytes were cut into pieces.
 */
@NullMarked
package dev.navigator.proxy.http;

import org.jspecify.annotations.NullMarked;
