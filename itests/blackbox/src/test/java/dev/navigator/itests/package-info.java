/** Navigator as its users have it: the launch script, real applications, real sockets. */
@NullMarked
package dev.navigator.itests;

import org.jspecify.annotations.NullMarked;
