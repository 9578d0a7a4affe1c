/** Instances of tenants: their states, queues, limits, idle stop, crashes and deployment. */
@NullMarked
package dev.navigator.pool;

import org.jspecify.annotations.NullMarked;
