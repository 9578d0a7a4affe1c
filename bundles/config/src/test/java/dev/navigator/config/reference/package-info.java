/** Makes the manual's page and the JSON Schema from the schema of the code. */
@NullMarked
package dev.navigator.config.reference;

import org.jspecify.annotations.NullMarked;
