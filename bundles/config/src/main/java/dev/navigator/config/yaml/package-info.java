/** A YAML file as a tree of nodes that know where they stand; all that deals with SnakeYAML, and with hostile files. */
@NullMarked
package dev.navigator.config.yaml;

import org.jspecify.annotations.NullMarked;
