package dev.navigator.api.processes;

/**
 * For whom a process runs.
 *
 * @param name the tenant's or managed process's name
 * @param instance counts a tenant's instances from 1; always 1 for a managed process
 */
public record Owner(Kind kind, String name, int instance) {

    /** The two sorts of processes Navigator runs. */
    public enum Kind {
        TENANT,
        MANAGED
    }

    /** {@code shop.2} for a tenant's second instance, {@code shop.1} for its first, {@code redis} for a managed process. */
    public String label() {
        return kind == Kind.TENANT ? name + "." + instance : name;
    }
}
