package dev.navigator.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.testing.RestartPolicyContract;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class RestartPoliciesTest {

    private static void assertAbout(Duration expected, Optional<Duration> delay) {
        Duration shortest = expected.multipliedBy(9).dividedBy(10);
        assertTrue(
                delay.isPresent()
                        && delay.get().compareTo(expected) <= 0
                        && delay.get().compareTo(shortest) >= 0,
                delay + " instead of about " + expected);
    }

    @Nested
    class Exponential extends RestartPolicyContract {
        @Override
        protected RestartPolicy policy() {
            return new ExponentialRestart();
        }

        @Test
        void itDoublesFromASecondToAMinute() {
            int[] seconds = {1, 2, 4, 8, 16, 32, 60, 60};
            for (int i = 0; i < seconds.length; i++) {
                assertAbout(Duration.ofSeconds(seconds[i]), delay(i + 1, Duration.ofSeconds(59)));
            }
        }

        @Test
        void afterAMinuteOfGoodRunningItBeginsAgain() {
            assertAbout(Duration.ofSeconds(1), delay(7, Duration.ofSeconds(60)));
        }
    }

    @Nested
    class ExponentialWithOptions extends RestartPolicyContract {
        @Override
        protected RestartPolicy policy() {
            return new ExponentialRestart();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("first", "100ms", "longest", "1m30s", "reset", "10");
        }

        @Test
        void theTimesMayBeChosen() {
            assertAbout(Duration.ofMillis(200), delay(2, Duration.ZERO));
            assertAbout(Duration.ofSeconds(90), delay(20, Duration.ZERO));
            assertAbout(Duration.ofMillis(100), delay(20, Duration.ofSeconds(10)));
        }
    }

    @Nested
    class Fixed extends RestartPolicyContract {
        @Override
        protected RestartPolicy policy() {
            return new FixedRestart();
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("delay", "2s");
        }

        @Test
        void itIsAlwaysTheSame() {
            assertEquals(Optional.of(Duration.ofSeconds(2)), delay(1, Duration.ZERO));
            assertEquals(Optional.of(Duration.ofSeconds(2)), delay(100, Duration.ZERO));
        }
    }

    @Nested
    class Never extends RestartPolicyContract {
        @Override
        protected RestartPolicy policy() {
            return new NeverRestart();
        }

        @Test
        void itGivesUp() {
            assertEquals(Optional.empty(), delay(1, Duration.ZERO));
        }
    }

    @Nested
    class OptionValues {
        @Test
        void durationsAreReadAsEverywhereInTheConfiguration() {
            assertEquals(Duration.ofSeconds(90), duration("90"));
            assertEquals(Duration.ofSeconds(90), duration("1m30s"));
            assertEquals(Duration.ofMinutes(90), duration("1h30m"));
            assertEquals(Duration.ofDays(7), duration("7d"));
            assertEquals(Duration.ofSeconds(5), new Options(Map.of()).duration("x", Duration.ofSeconds(5)));
        }

        @Test
        void whatIsNoDurationIsRefusedByName() {
            for (String wrong : new String[] {"", "soon", "-1", "1.5s", "30 s", "s"}) {
                IllegalArgumentException refusal =
                        assertThrows(IllegalArgumentException.class, () -> duration(wrong), wrong);
                assertTrue(refusal.getMessage().startsWith("option 'x': '" + wrong + "'"), refusal.getMessage());
            }
        }

        @Test
        void numbersBeginAtOne() {
            assertEquals(7, new Options(Map.of("x", "7")).number("x", 1));
            assertThrows(IllegalArgumentException.class, () -> new Options(Map.of("x", "0")).number("x", 1));
            assertThrows(IllegalArgumentException.class, () -> new Options(Map.of("x", "a")).number("x", 1));
        }

        private static Duration duration(String text) {
            return new Options(Map.of("x", text)).duration("x", Duration.ZERO);
        }
    }
}
