package dev.navigator.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.Template.Literal;
import dev.navigator.api.config.Template.Variable;
import dev.navigator.config.read.Substitution.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {

    private static final Template PORT = new Template(List.of(new Variable("PORT")));

    private final List<Failure> failures = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    plain                        | plain
                    ${A}                         | one
                    x${A}y${A}z                  | xoneyonez
                    ${A:-else}                   | one
                    ${NONE:-else}                | else
                    ${NONE:-}                    | ''
                    ${EMPTY}                     | ''
                    ${EMPTY:-else}               | else
                    ${NONE:-a:-b}                | a:-b
                    ${NONE:-redis://h:6379/0}    | redis://h:6379/0
                    ${NONE:-${A}}                | one
                    ${NONE:-<${NONE:-${A}}>}     | <one>
                    ${NONE:-$${A}}               | ${A}
                    $$                           | $
                    $$$$                         | $$
                    $${A}                        | ${A}
                    $$${A}                       | $one
                    $A $1 $(x) $                 | $A $1 $(x) $
                    {"a": "${A}"}                | {"a": "one"}
                    ${a.b-c_1}                   | dotted
                    ${RECURSIVE}                 | ${A}
                    ${NONE:-${RECURSIVE}}        | ${A}
                    {{port}}                     | {{port}}
                    """)
    void namesAreReplacedOnce(String text, String expanded) {
        assertEquals(Template.literal(expanded), expand(text, environment()));
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ${B}           | variable 'B' is not set for tenant 'shop'; set it in Navigator's environment, or give a default as in ${B:-value}
                    ${B-c}         | variable 'B-c' is not set for tenant 'shop'; for a default write ${B:-c}
                    ${NONE:-${B}}  | variable 'B' is not set for tenant 'shop'; set it in Navigator's environment, or give a default as in ${B:-value}
                    ${A            | '${' without '}'; close it, or write '$${' for the characters themselves
                    ${A:-${A}      | '${' without '}'; close it, or write '$${' for the characters themselves
                    ${}            | '${}' names no variable; allowed are ${NAME} and ${NAME:-default}, and $$ for a dollar
                    ${1}           | '${1}' names no variable; allowed are ${NAME} and ${NAME:-default}, and $$ for a dollar
                    ${A:?gone}     | '${A:?gone}' names no variable; allowed are ${NAME} and ${NAME:-default}, and $$ for a dollar
                    ${#A[@]}       | '${#A[@]}' names no variable; allowed are ${NAME} and ${NAME:-default}, and $$ for a dollar
                    ${ A }         | '${ A }' names no variable; allowed are ${NAME} and ${NAME:-default}, and $$ for a dollar
                    """)
    void whatStandsForNothingIsTold(String text, String message) {
        assertNull(expand(text, environment()));
        assertEquals(List.of(message), failures.stream().map(Failure::message).toList());
    }

    @Test
    void allThatIsWrongWithOneTextIsTold() {
        expand("${B} ${1} ${C} ${", environment());

        assertEquals(
                List.of("variable 'B' is not set", "variable 'C' is not set"),
                failures.stream()
                        .map(Failure::what)
                        .filter(what -> what.startsWith("variable"))
                        .toList());
        assertEquals(4, failures.size());
    }

    @Test
    void whatInstancesKnowStaysOpen() {
        Template template = expand("http://${A}:${PORT}/{{port}}${EMPTY}", instance());

        assertEquals(
                List.of(new Literal("http://one:"), new Variable("PORT"), new Literal("/"), new Variable("PORT")),
                template.pieces());
    }

    @Test
    void whatInstancesKnowNeedsNoDefault() {
        assertEquals(PORT, expand("${PORT:-3000}", instance()));
    }

    @Test
    void aLenientScopePassesOverWhatItDoesNotKnow() {
        assertNull(expand("${A}${B}", lenient()));
        assertEquals(List.of(), failures);
    }

    @Test
    void defaultsEndSomewhere() {
        assertNull(expand("${NONE:-".repeat(10) + "x" + "}".repeat(10), environment()));
        assertEquals(
                "defaults within defaults go deeper than 8 levels",
                failures.get(0).message());
    }

    @Test
    void aThousandNamesInOneTextCostNoMoreThanAThousandTimesOne() {
        Template template = expand("${A}".repeat(100_000), environment());

        assertEquals("one".repeat(100_000), template.expand(Map.of()));
    }

    private @Nullable Template expand(String text, Scope scope) {
        return Substitution.expand(text, scope, failures);
    }

    private static Scope environment() {
        return new Scope() {
            @Override
            public @Nullable Template lookup(String name) {
                return SubstitutionTest.lookup(name);
            }

            @Override
            public String owner() {
                return "tenant 'shop'";
            }
        };
    }

    private static Scope instance() {
        return new Scope() {
            @Override
            public @Nullable Template lookup(String name) {
                return name.equals("PORT") ? PORT : SubstitutionTest.lookup(name);
            }

            @Override
            public boolean knowsInstances() {
                return true;
            }
        };
    }

    private static Scope lenient() {
        return new Scope() {
            @Override
            public @Nullable Template lookup(String name) {
                return SubstitutionTest.lookup(name);
            }

            @Override
            public boolean lenient() {
                return true;
            }
        };
    }

    private static @Nullable Template lookup(String name) {
        return switch (name) {
            case "A" -> Template.literal("one");
            case "EMPTY" -> Template.literal("");
            case "RECURSIVE" -> Template.literal("${A}");
            case "a.b-c_1" -> Template.literal("dotted");
            default -> null;
        };
    }
}
