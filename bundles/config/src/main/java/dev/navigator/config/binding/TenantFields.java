package dev.navigator.config.binding;

import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.Key;
import java.util.Optional;

/** What a tenant says itself before what {@code applications} says for all, both read in the tenant's scope. */
record TenantFields(Fields own, Fields defaults, TenantScope scope) {

    static TenantFields of(Fields own, Fields defaults, TenantScope scope) {
        return new TenantFields(own.in(scope), defaults.in(scope), scope);
    }

    /** Where {@code key} is to be read. */
    Fields with(Key<?> key) {
        return own.has(key) ? own : defaults;
    }

    <T> Optional<T> find(Key<T> key) {
        return with(key).find(key);
    }

    <T> T get(Key<T> key) {
        return with(key).get(key);
    }
}
