package dev.navigator.api.config;

import org.jspecify.annotations.Nullable;

/**
 * The name of a tenant, unique in a configuration.
 *
 * @param value as written in the file; not empty
 */
public record TenantId(String value) implements Comparable<TenantId> {

    // Written out: what a record has by itself is linked when first used, which costs a start tens of milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TenantId id && value.equals(id.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
