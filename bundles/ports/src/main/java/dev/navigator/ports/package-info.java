/** Port leases. */
@NullMarked
package dev.navigator.ports;

import org.jspecify.annotations.NullMarked;
