package dev.navigator.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.navigator.launcher.cli.Arguments.Action;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @ParameterizedTest
    @CsvSource({
        "'', RUN, config/navigator.yml, ''",
        "site.yml, RUN, site.yml, ''",
        "etc/site, RUN, etc/site, ''",
        "--validate site.yml, VALIDATE, site.yml, ''",
        "-s reload, SIGNAL, config/navigator.yml, reload",
        "-s upgrade a.yml, SIGNAL, a.yml, upgrade",
        "--take-over upgrade.sock a.yml, TAKE_OVER, a.yml, upgrade.sock",
        "-s stop site.yml, SIGNAL, site.yml, stop",
        "-s quit site.yml, SIGNAL, site.yml, quit",
        "ps, COMMAND, config/navigator.yml, ps",
        "-c site.yml stop shop, COMMAND, site.yml, stop shop",
        "--version, VERSION, config/navigator.yml, ''",
        "--help, HELP, config/navigator.yml, ''",
    })
    void everyFormIsUnderstood(String line, Action action, Path config, String words) {
        Arguments arguments = parse(line);

        assertEquals(action, arguments.action());
        assertEquals(config, arguments.config());
        assertEquals(words, String.join(" ", arguments.words()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--unknown",
                "--version site.yml",
                "--help site.yml",
                "site.yml other.yml",
                "--validate",
                "--validate a.yml b.yml",
                "-s",
                "-s restart",
                "-s reload a.yml b.yml",
                "-c site.yml"
            })
    void whatCannotBeUnderstoodIsAUsageError(String line) {
        assertThrows(UsageException.class, () -> parse(line));
    }

    @Test
    void jsonMayStandBeforeOrAfterTheFile() {
        assertEquals(
                List.of(true, true, false),
                List.of(
                        parse("--validate site.yml --json").json(),
                        parse("--validate --json site.yml").json(),
                        parse("--validate site.yml").json()));
    }

    private static Arguments parse(String line) {
        return Arguments.parse(line.isEmpty() ? new String[0] : line.split(" "));
    }
}
