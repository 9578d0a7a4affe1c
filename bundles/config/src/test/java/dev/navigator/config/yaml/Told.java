package dev.navigator.config.yaml;

import java.util.ArrayList;
import java.util.List;

/** Remembers complaints. */
final class Told implements Complaints {

    final List<String> list = new ArrayList<>();

    @Override
    public void error(int line, int column, KeyPath key, String message) {
        list.add(line + ":" + column + " " + key + ": " + message);
    }
}
