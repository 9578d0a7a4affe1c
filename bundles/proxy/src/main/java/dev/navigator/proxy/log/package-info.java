/** The access log: lines are written on I/O threads into memory, and by others to the file. */
@NullMarked
package dev.navigator.proxy.log;

import org.jspecify.annotations.NullMarked;
