package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Node;

/** The name of something defined elsewhere in the file, with the place to complain about when it is not. */
public record Reference(String name, Node at, Context context) {}
