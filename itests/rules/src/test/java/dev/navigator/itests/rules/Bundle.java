package dev.navigator.itests.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules need to know of a bundle.
 *
 * @param name its symbolic name
 * @param imports the packages its manifest imports
 * @param exports the packages its manifest exports, with their versions; no version is the empty text
 */
record Bundle(String name, Set<String> imports, Map<String, String> exports, List<Type> types) {

    private static final String OURS = "dev.navigator.";

    static final String API = OURS + "api";

    /** Part of Navigator, whoever wrote what is inside. */
    boolean isOurs() {
        return name.startsWith(OURS);
    }

    /** Neither the API nor the wrapped library. */
    boolean isImplementation() {
        return isOurs() && !isApi() && !name.equals(OURS + "httpcore");
    }

    boolean isApi() {
        return name.equals(API);
    }
}
