package dev.navigator.api.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes a managed process ready. */
public sealed interface ReadyCheck {

    /** How long it may take until the process is reported as not getting ready. */
    Duration timeout();

    /** Somebody accepts connections. */
    record Tcp(String host, int port, Duration timeout) implements ReadyCheck {}

    /** GET answers 200 to 399. */
    record Http(URI url, Duration timeout) implements ReadyCheck {}

    /** A command, run in the process's folder and environment, exits with 0. */
    record Command(List<String> command, Duration timeout) implements ReadyCheck {
        public Command {
            command = List.copyOf(command);
        }
    }

    /** A line of the process's output matches. Equal where the expressions are written the same. */
    record Log(Pattern pattern, Duration timeout) implements ReadyCheck {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Log log
                    && pattern.pattern().equals(log.pattern.pattern())
                    && pattern.flags() == log.pattern.flags()
                    && timeout.equals(log.timeout);
        }

        @Override
        public int hashCode() {
            return Objects.hash(pattern.pattern(), timeout);
        }
    }
}
