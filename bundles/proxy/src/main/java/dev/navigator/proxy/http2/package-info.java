/** HTTP/2, RFC 9113, as far as it is about bytes: frames, fields, windows; translated from and to the messages of HTTP/1.1. */
@NullMarked
package dev.navigator.proxy.http2;

import org.jspecify.annotations.NullMarked;
