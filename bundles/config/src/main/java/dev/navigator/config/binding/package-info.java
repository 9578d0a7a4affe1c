/** From the fields of a file to the records of the API, and the checks that need more than one field. */
@NullMarked
package dev.navigator.config.binding;

import org.jspecify.annotations.NullMarked;
