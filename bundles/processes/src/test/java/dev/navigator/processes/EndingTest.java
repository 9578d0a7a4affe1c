package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndingTest {

    static Stream<Arguments> everything() {
        return IntStream.range(0, 32)
                .mapToObj(bits -> Arguments.of(
                        (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0));
    }

    @ParameterizedTest(name = "reported {0}, session {1}, outsiders {2}, asked {3}, overdue {4}")
    @MethodSource("everything")
    void whateverIsSeenHasOneAnswer(
            boolean reported, boolean session, boolean outsiders, boolean asked, boolean overdue) {
        Ending next = Ending.next(reported, session, outsiders, asked, overdue);

        assertEquals(next == Ending.GONE, reported && !session && !outsiders);
        assertEquals(next == Ending.KILL, overdue && (session || outsiders));
        assertEquals(next == Ending.ASK_SESSION, !overdue && session && !asked);
        assertEquals(next == Ending.ASK_OUTSIDERS, !overdue && !session && outsiders);
    }
}
