/**
 * What a configuration file may hold, said once: keys, types, defaults, documentation. The loader reads by it, and the manual's
 * key reference and the JSON Schema are made from it.
 */
@NullMarked
package dev.navigator.config.schema;

import org.jspecify.annotations.NullMarked;
