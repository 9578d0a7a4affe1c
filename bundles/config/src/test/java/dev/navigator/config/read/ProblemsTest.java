package dev.navigator.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.Problem;
import dev.navigator.config.yaml.KeyPath;
import dev.navigator.config.yaml.Scalar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private final Problems problems = new Problems(Path.of("navigator.yml"));

    @Test
    void problemsComeInTheOrderOfTheFile() {
        problems.error(at(2, 1), KeyPath.ROOT, "third");
        problems.error(at(1, 9), KeyPath.ROOT, "second");
        problems.warning(at(1, 2), KeyPath.ROOT, "first");

        assertEquals(List.of("first", "second", "third"), messages());
    }

    @Test
    void theSameProblemAtTheSamePlaceIsToldOnce() {
        problems.error(1, 1, KeyPath.ROOT, "variable 'A' is not set for tenant 'a'", "variable 'A' is not set");
        problems.error(1, 1, KeyPath.ROOT, "variable 'A' is not set for tenant 'b'", "variable 'A' is not set");
        problems.error(1, 2, KeyPath.ROOT, "variable 'A' is not set for tenant 'b'", "variable 'A' is not set");

        assertEquals(2, messages().size());
    }

    @Test
    void warningsRefuseNothing() {
        problems.warning(at(1, 1), KeyPath.ROOT, "mind the step");
        assertFalse(problems.hasErrors());

        problems.error(at(1, 1), KeyPath.ROOT, "no step");
        assertTrue(problems.hasErrors());
    }

    @Test
    void afterAThousandErrorsItIsSaidThatThereAreMore() {
        for (int line = 1; line <= Problems.MOST + 5; line++) {
            problems.error(at(line, 1), KeyPath.ROOT, "wrong");
        }

        assertTrue(problems.enough());
        assertEquals(Problems.MOST + 1, messages().size());
        assertEquals("further errors are left out; mend these first", messages().get(Problems.MOST));
    }

    private List<String> messages() {
        return problems.list().stream().map(Problem::message).toList();
    }

    private static Scalar at(int line, int column) {
        return new Scalar("x", true, line, column);
    }
}
