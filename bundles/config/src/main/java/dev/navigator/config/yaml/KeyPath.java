package dev.navigator.config.yaml;

import org.jspecify.annotations.Nullable;

/**
 * Where in the structure of the file something stands, as {@code applications.tenants[2].path}. Spelled out only when it is
 * printed: a large file has many, and a correct one prints none.
 */
public final class KeyPath {

    public static final KeyPath ROOT = new KeyPath(null, "", -1);

    private final @Nullable KeyPath parent;
    private final String name;
    private final int index;

    private KeyPath(@Nullable KeyPath parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    public KeyPath key(String key) {
        return new KeyPath(this, key, -1);
    }

    public KeyPath item(int position) {
        return new KeyPath(this, "", position);
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        String before = parent.toString();
        if (index >= 0) {
            return before + "[" + index + "]";
        }
        String shown = Quoted.bare(name);
        return before.isEmpty() ? shown : before + "." + shown;
    }
}
