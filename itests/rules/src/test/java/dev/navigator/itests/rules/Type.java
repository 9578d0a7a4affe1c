package dev.navigator.itests.rules;

import java.util.Set;

/**
 * What the rules need to know of a class.
 *
 * @param role what its annotation or form says it is
 * @param uses the names of all types that it mentions, bodies of methods included
 * @param shows the names of the types in its signature: supertypes, members, record components, nested types
 */
record Type(String name, Role role, Set<String> uses, Set<String> shows) {

    enum Role {
        /** An interface which plugins implement. */
        CONSUMER,
        /** An interface which only Navigator implements. */
        PROVIDER,
        /** An interface of which nobody said who implements it. */
        UNDECLARED,
        /** Everything else: records, enums, exceptions, final classes, sealed interfaces. */
        VALUE
    }

    String packageName() {
        return packageOf(name);
    }

    boolean isNested() {
        return name.indexOf('$') >= 0;
    }

    static String packageOf(String typeName) {
        int dot = typeName.lastIndexOf('.');
        return dot < 0 ? "" : typeName.substring(0, dot);
    }
}
