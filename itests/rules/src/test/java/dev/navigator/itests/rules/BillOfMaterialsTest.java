package dev.navigator.itests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What authors of plugins import, against what Navigator is built with and what the manual tells them to use. */
class BillOfMaterialsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern MANAGED = Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*" + "<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    private static final Pattern PROPERTY = Pattern.compile("<([\\w.]+\\.version)>([^<]+)<");
    private static final Pattern NAMED = Pattern.compile("`(org\\.[\\w.]+:[\\w.-]+)`");

    private static Map<String, String> managed(String file) throws Exception {
        String pom = Files.readString(ROOT.resolve(file));
        for (MatchResult property : PROPERTY.matcher(pom).results().toList()) {
            pom = pom.replace("${" + property.group(1) + "}", property.group(2));
        }
        return MANAGED.matcher(pom)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1) + ":" + found.group(2),
                        found -> found.group(3),
                        (one, other) -> one,
                        TreeMap::new));
    }

    @Test
    void itsVersionsAreThoseThatNavigatorIsBuiltWith() throws Exception {
        Map<String, String> ours = managed("pom.xml");
        ours.put("org.junit.jupiter:junit-jupiter", Objects.requireNonNull(ours.get("org.junit:junit-bom")));

        Map<String, String> theirs = managed("bom/pom.xml");

        theirs.keySet().removeIf(artifact -> !artifact.matches("org\\.(junit|osgi|slf4j).*"));
        ours.keySet().retainAll(theirs.keySet());
        assertEquals(ours, theirs);
    }

    @Test
    void whatTheManualTellsAuthorsToUseIsInIt() throws Exception {
        Set<String> named = NAMED.matcher(Files.readString(ROOT.resolve("distribution/docs/strategies.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertFalse(named.isEmpty());
        named.removeAll(managed("bom/pom.xml").keySet());
        assertEquals(Set.of(), named);
    }
}
