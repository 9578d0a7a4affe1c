package dev.navigator.api.config;

/**
 * The name of a tenant, unique in a configuration.
 *
 * @param value as written in the file; not empty
 */
public record TenantId(String value) implements Comparable<TenantId> {

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
