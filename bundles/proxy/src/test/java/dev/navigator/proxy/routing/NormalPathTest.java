package dev.navigator.proxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalPathTest {

    private final NormalPath path = new NormalPath();

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a/, /a/",
        "/%61%2D%7e, /a-~",
        "/a%3ab, /a%3Ab",
        "/%c3%a9, /%C3%A9",
        "/%E9, /%E9",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/., /",
        "/a/.., /",
        "/a/b/../../c, /c",
        "/.hidden, /.hidden",
        "/..x/y, /..x/y",
        "/.../y, /.../y",
        "/a;b=c/d, /a;b=c/d",
        "/%252e%252e/, /%252e%252e/",
        "/a%25, /a%25",
        "/a+b, /a+b"
    })
    void aPathHasOneNormalForm(String given, String normal) {
        assertTrue(set(given), given);

        assertEquals(normal, path.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/%2e%2e/admin/",
                "/api/%2E./admin/",
                "/api/.%2e/admin/",
                "/api/%2e/admin/",
                "/api/..%2fadmin/",
                "/api%2Fadmin",
                "/api/..%5cadmin/",
                "/api/..\\admin/",
                "/api\\admin",
                "/api//admin/",
                "//admin/",
                "//",
                "/api/..;/admin/",
                "/api/..;x=y/admin/",
                "/api/.;/admin/",
                "/api/..%3b/admin/",
                "/api/..%3B/admin/",
                "/..",
                "/../admin/",
                "/a/../../admin/",
                "/api%00/",
                "/api/%",
                "/api/%2",
                "/api/%zz",
                "/api/%2x",
                "/api/%c0%ae%c0%ae/admin/",
                "/api/%c0%af../admin/",
                "/api/%C1%9C/"
            })
    void whatCouldBeReadAsAnothersPathHasNoNormalForm(String given) {
        assertFalse(set(given), given);
    }

    private boolean set(String text) {
        byte[] bytes = ("x" + text + "?q").getBytes(StandardCharsets.ISO_8859_1);
        return path.set(bytes, 1, bytes.length - 2);
    }
}
