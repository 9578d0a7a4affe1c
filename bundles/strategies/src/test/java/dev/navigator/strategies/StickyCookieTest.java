package dev.navigator.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.Candidates;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.testing.FakeRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StickyCookieTest {

    private static final TenantId SHOP = new TenantId("my shop");

    private final StickyCookie sticky = new StickyCookie();

    private static Candidates running(long... pids) {
        return new Running(LongStream.of(pids)
                .mapToObj(pid -> new InstanceId(SHOP, (int) pid % 10, pid))
                .toList());
    }

    private String told(Candidates candidates, int chosen, String cookies) {
        return sticky.cookie(candidates, chosen, new FakeRequest("/shop/", cookies), Map.of());
    }

    private static String pair(String cookie) {
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    void aClientComesBackToItsInstanceWhateverElseComesAndGoes() {
        String cookie = pair(told(running(11, 12), 1, null));

        assertEquals(1, sticky.select(running(11, 12), new FakeRequest("/shop/", cookie), Map.of()));
        assertEquals(
                2, sticky.select(running(13, 11, 12), new FakeRequest("/shop/", "a=b; " + cookie + "; c=d"), Map.of()));
        assertEquals(-1, sticky.select(running(11, 13), new FakeRequest("/shop/", cookie), Map.of()));
    }

    @Test
    void aClientIsToldOnceAndAgainWhenItsInstanceIsGone() {
        String cookie = pair(told(running(11, 12), 1, null));

        assertNull(told(running(11, 12), 1, cookie));
        assertNull(told(running(11, 12), 0, cookie), "its own was too busy for once");
        assertNotEquals(cookie, pair(told(running(11, 13), 0, cookie)));
    }

    @Test
    void theCookieIsNamedAfterTheTenantAndTellsNothingOfTheInstance() {
        String cookie = told(running(123_456), 0, null);

        assertTrue(cookie.matches("navigator-my_shop=[0-9a-z]{1,13}; Path=/; HttpOnly; SameSite=Lax"), cookie);
        assertTrue(!cookie.contains("123456"), cookie);
    }

    @Test
    void whatItLooksLikeCanBeChosen() {
        String cookie = sticky.cookie(
                running(11),
                0,
                new FakeRequest("/shop/", null),
                Map.of("cookie", "SRV", "path", "/shop/", "max_age", "2h", "secure", "true"));

        assertTrue(cookie.matches("SRV=[0-9a-z]+; Path=/shop/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure"), cookie);
    }

    @ParameterizedTest
    @CsvSource({"cookie, a b", "cookie, 'a;b'", "path, shop", "path, '/; Domain=x'", "secure, yes", "max_age, soon"})
    void anOptionThatMakesNoSenseIsNamed(String option, String value) {
        var wrong = assertThrows(
                IllegalArgumentException.class,
                () -> sticky.cookie(running(11), 0, new FakeRequest("/shop/", null), Map.of(option, value)));

        assertTrue(wrong.getMessage().startsWith("option '" + option + "'"), wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "navigator-my_shop",
        "navigator-my_shop=",
        "'; ;;'",
        "xnavigator-my_shop=1",
        "navigator-my_shop=../../../../etc"
    })
    void cookiesThatAreNotOursSayNothing(String cookies) {
        assertEquals(-1, sticky.select(running(11, 12), new FakeRequest("/shop/", cookies), Map.of()));
    }

    private record Running(List<InstanceId> ids) implements Candidates {
        @Override
        public int size() {
            return ids.size();
        }

        @Override
        public InstanceId id(int index) {
            return ids.get(index);
        }

        @Override
        public int inFlight(int index) {
            return 0;
        }

        @Override
        public int concurrency() {
            return 5;
        }
    }
}
