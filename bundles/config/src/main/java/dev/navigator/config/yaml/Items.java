package dev.navigator.config.yaml;

import java.util.List;

/** A list. */
public record Items(List<Node> nodes, int line, int column) implements Node {

    public Items {
        nodes = List.copyOf(nodes);
    }

    @Override
    public String kind() {
        return "a list";
    }
}
