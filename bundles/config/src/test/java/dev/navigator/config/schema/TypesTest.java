package dev.navigator.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.navigator.api.config.LoggingSettings.Level;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.ServerSettings.Listen;
import dev.navigator.api.config.Template;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.config.read.Context;
import dev.navigator.config.read.Problems;
import dev.navigator.config.read.Session;
import dev.navigator.config.yaml.Items;
import dev.navigator.config.yaml.KeyPath;
import dev.navigator.config.yaml.Scalar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {

    private final Problems problems = new Problems(Path.of("navigator.yml"));

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "90,90000",
        "1.5,1500",
        "30s,30000",
        "5m,300000",
        "1h30m,5400000",
        "7d,604800000",
        "250ms,250",
        "1s500ms,1500",
        "1.5h,5400000",
        "0.25s,250",
        "2d3h4m5s6ms,183845006",
        "3650d,315360000000"
    })
    void aDurationIsANumberOfSecondsOrHasUnits(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), read(Types.DURATION, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "5 m",
                "5 minutes",
                "-1",
                "1m1h",
                "1m1m",
                "1x",
                "1.",
                ".5",
                "1..5",
                "30 ",
                "1h30",
                "1:30",
                "P1D",
                "1e3",
                "5M",
                "99999999999",
                "3651d",
                "1.1234567",
                "9999999999d9999999999h",
                "٣s"
            })
    void anythingElseIsNoDuration(String text) {
        assertRefused(Types.DURATION, text);
    }

    @Test
    void aDurationMayHaveALeastValue() {
        assertEquals(Duration.ofMillis(1), read(Types.POSITIVE_DURATION, "1ms"));
        assertRefused(Types.POSITIVE_DURATION, "0");
    }

    @ParameterizedTest
    @CsvSource({
        "1024,1024",
        "64k,65536",
        "64K,65536",
        "10m,10485760",
        "10MB,10485760",
        "10MiB,10485760",
        "2g,2147483648",
        "2048b,2048"
    })
    void aSizeIsANumberOfBytesOrHasAUnit(String text, long bytes) {
        assertEquals(bytes, read(Types.size(1024, 1L << 40), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "k", "1.5m", "-1", "64 k", "10x", "1023", "1025g", "9999999999999", "999999999999g", "10mbit"
            })
    void anythingElseIsNoSize(String text) {
        assertRefused(Types.size(1024, 1L << 40), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+5", "5.0", "1e3", "0x10", "1_000", "ten", "11", "-1", " 5", "99999999999", "٣"})
    void whatIsNoWholeNumberInBoundsIsRefused(String text) {
        assertRefused(Types.integer(0, 10), text);
    }

    @Test
    void aLeadingZeroIsRefusedBecauseReadersDisagree() {
        assertRefused(Types.integer(0, 100), "010");
        assertEquals(
                "'010' is not a whole number from 0 to 100; a leading zero means octal to some readers, write it without",
                problems.list().get(0).message());
    }

    @ParameterizedTest
    @CsvSource({"true,true", "True,true", "yes,true", "ON,true", "false,false", "no,false", "Off,false"})
    void truthHasYamlsSpellings(String text, boolean value) {
        assertEquals(value, read(Types.BOOLEAN, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "y", "1", "maybe"})
    void anythingElseIsNoTruth(String text) {
        assertRefused(Types.BOOLEAN, text);
    }

    @Test
    void aChoiceIsWrittenInAnyCase() {
        assertEquals(Level.WARN, read(Types.choice(Level.class), "Warn"));
        assertRefused(Types.choice(Level.class), "warning");
        assertEquals(
                "'warning' is not one of error, warn, info, debug",
                problems.list().get(0).message());
    }

    @ParameterizedTest
    @CsvSource({
        "3000,*:3000",
        "0,*:0",
        ":3000,*:3000",
        "*:80,*:80",
        "127.0.0.1:3000,127.0.0.1:3000",
        "localhost:65535,localhost:65535",
        "[::1]:3000,[::1]:3000",
        "[2001:db8::1]:1,[2001:db8::1]:1",
        "[::ffff:10.0.0.1]:1,[::ffff:10.0.0.1]:1",
        "my-host.example:80,my-host.example:80"
    })
    void anAddressIsAPortWithOrWithoutAHost(String text, String shown) {
        assertEquals(shown, String.valueOf(read(Types.LISTEN, text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http",
                "65536",
                "-1",
                "localhost:",
                "localhost:x",
                "::1:3000",
                "[::1]",
                "[::1:3000",
                "[nonsense]:1",
                "[:::]:1",
                "256.0.0.1:80",
                "1.2.3:80",
                "127.0.0.01:80",
                "12:80",
                "a b:80",
                "http://x:80",
                "[fe80::1%eth0]:80"
            })
    void anythingElseIsNoAddress(String text) {
        assertRefused(Types.LISTEN, text);
    }

    @Test
    void aProbedAddressNeedsARealPort() {
        assertEquals(new Listen(Optional.of("db"), 5432), read(Types.ADDRESS, "db:5432"));
        assertRefused(Types.ADDRESS, "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "127.0.0.1", "0.0.0.0/0", "::1", "2001:db8::/32", "::/0", "fe80::/128"})
    void aBlockOfAddressesIsWrittenAsUsual(String text) {
        assertEquals(List.of(text), Types.ADDRESS_BLOCKS.read(TestNodes.list(text), context()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0/8",
                "::/129",
                "1.2.3.4/",
                "1.2.3.4/x",
                "1.2.3.4/08",
                "*",
                "10.*"
            })
    void anythingElseIsNoBlock(String text) {
        Types.ADDRESS_BLOCKS.read(TestNodes.list(text), context());

        assertEquals(1, problems.list().size());
    }

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "/api,/api/",
        "/api/,/api/",
        "/a/b-c/d.e~f,/a/b-c/d.e~f/",
        "/@x:y,/@x:y/",
        "/2025/boston/,/2025/boston/"
    })
    void aTenantsPathEndsWithASlash(String text, String path) {
        assertEquals(path, read(TenantKeys.PATH.type(), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api",
                "//",
                "/a//b",
                "/./",
                "/a/..",
                "/../b",
                "/%61",
                "/a%2fb",
                "/a b",
                "/a?b",
                "/a#b",
                "/a;b",
                "/a\\b",
                "/é",
                "/a\n",
                "http://x/",
                "/a/."
            })
    void whatARouterCouldReadInTwoWaysIsNoPath(String text) {
        assertRefused(TenantKeys.PATH.type(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "Shop_2.x-y", "2025/boston", "a@b+c~d", "010", "yes"})
    void aTenantsNameIsPlain(String text) {
        assertEquals(text, read(TenantKeys.NAME.type(), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "/a", "a/", "a//b", "..", "a/../b", ".", "a\nb", "é", "a\"b", "a;b"})
    void anythingElseIsNoName(String text) {
        assertRefused(TenantKeys.NAME.type(), text);
    }

    @Test
    void aNameHasItsLimits() {
        assertRefused(Types.NAME, "x".repeat(129));
        assertRefused(Types.NAME, "a/b");
    }

    @ParameterizedTest
    @CsvSource({"/up,/up", "/up?full=1&x=%20,/up?full=1&x=%20", "false,''", "'',''"})
    void aHealthCheckIsAPathOrOff(String text, String path) {
        assertEquals(path, read(Types.OPTIONAL_REQUEST_PATH, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "/a b", "/é", "/a#b", "/a\r\nX: y", "http://localhost/up", "true"})
    void anythingElseIsNoRequestPath(String text) {
        assertRefused(Types.OPTIONAL_REQUEST_PATH, text);
    }

    @ParameterizedTest
    @CsvSource({"x.txt,/srv/app/x.txt", "./a/../b,/srv/app/b", "/abs/./x,/abs/x", "..,/srv"})
    void aPathStartsAtTheWorkingFolder(String text, Path path) {
        assertEquals(path, read(Types.PATH, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "~/app", "a\0b"})
    void anythingElseIsNoFile(String text) {
        assertRefused(Types.PATH, text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hashed              | hashed |
                    hashed@1.0          | hashed | 1.0
                    hashed@[1.0,2.0)    | hashed | [1.0,2.0)
                    """)
    void aStrategyHasANameAndMayHaveAVersion(String text, String name, @Nullable String version) {
        assertEquals(
                new StrategyChoice(Optional.of(name), Optional.ofNullable(version), Map.of()),
                read(Types.strategy(StrategyKind.READINESS), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@1.0", "a b", "hashed@", "hashed@[1", "hashed@x"})
    void anythingElseIsNoStrategy(String text) {
        assertRefused(Types.strategy(StrategyKind.READINESS), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(", "[a", "a{2,1}"})
    void whatIsNoExpressionIsRefused(String text) {
        assertRefused(Types.PATTERN, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:80", "/up", "ftp://x/", "http://", "http:///x", "http://a b/"})
    void whatIsNoHttpAddressIsRefused(String text) {
        assertRefused(Types.URL, text);
    }

    private <T> @Nullable T read(Type<T> type, String text) {
        T value = type.read(TestNodes.scalar(text), context());
        assertEquals(List.of(), problems.list());
        return value;
    }

    private void assertRefused(Type<?> type, String text) {
        assertNull(type.read(TestNodes.scalar(text), context()));
        Problem problem = problems.list().get(0);
        assertEquals("7:3", problem.line() + ":" + problem.column());
    }

    private Context context() {
        return new Context(new Session(problems, Path.of("/srv/app")), name -> Template.literal(name), KeyPath.ROOT);
    }

    private static final class TestNodes {
        static Scalar scalar(String text) {
            return new Scalar(text, false, 7, 3);
        }

        static Items list(String text) {
            return new Items(List.of(scalar(text)), 7, 1);
        }
    }
}
