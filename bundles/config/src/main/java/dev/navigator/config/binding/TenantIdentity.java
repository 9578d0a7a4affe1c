package dev.navigator.config.binding;

import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.TenantKeys;
import dev.navigator.config.yaml.Node;
import org.jspecify.annotations.Nullable;

/** Name and path of one tenant, each of which may come from the other. Read on first use. */
final class TenantIdentity {

    /** Of the tenant at {@code /}, whose path gives no name. */
    private static final String ROOT_NAME = "root";

    private final Fields own;
    private boolean nameAsked;
    private boolean pathAsked;
    private @Nullable String name;
    private @Nullable String path;

    TenantIdentity(Fields own) {
        this.own = own;
    }

    /** Null while it is being read, and when there is none, which was noted. */
    @Nullable
    String name() {
        if (!nameAsked) {
            nameAsked = true;
            if (own.has(TenantKeys.NAME)) {
                name = own.find(TenantKeys.NAME).orElse(null);
            } else if (own.has(TenantKeys.PATH)) {
                name = nameFromPath();
            }
        }
        return name;
    }

    private @Nullable String nameFromPath() {
        String served = path();
        if (served == null) {
            return null;
        }
        String derived = served.equals("/") ? ROOT_NAME : served.substring(1, served.length() - 1);
        if (!TenantKeys.isName(derived)) {
            own.error(TenantKeys.PATH, "'" + served + "' makes no name for the tenant; write a 'name' too");
            return null;
        }
        return derived;
    }

    @Nullable
    String nameIfRead() {
        return name;
    }

    /** Begins and ends with a slash. Null while it is being read, and when there is none, which was noted. */
    @Nullable
    String path() {
        if (!pathAsked) {
            pathAsked = true;
            if (own.has(TenantKeys.PATH)) {
                path = own.find(TenantKeys.PATH).orElse(null);
            } else {
                String known = name();
                path = known == null ? null : "/" + known + "/";
            }
        }
        return path;
    }

    /** Where the name stands, or what it comes from. */
    Node nameNode() {
        return own.at(own.has(TenantKeys.NAME) ? TenantKeys.NAME : TenantKeys.PATH);
    }

    /** Where the path stands, or what it comes from. */
    Node pathNode() {
        return own.at(own.has(TenantKeys.PATH) ? TenantKeys.PATH : TenantKeys.NAME);
    }
}
