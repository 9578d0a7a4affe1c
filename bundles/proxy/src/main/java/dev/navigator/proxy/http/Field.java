package dev.navigator.proxy.http;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header fields that a proxy has to know. Identifying one allocates nothing. */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"
}) // the names are never changed; the bits of a set are never stored
public enum Field {
    HOST,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONNECTION,
    KEEP_ALIVE,
    PROXY_CONNECTION,
    TE,
    TRAILER,
    UPGRADE,
    HTTP2_SETTINGS,
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    EXPECT,
    MAX_FORWARDS,
    VIA,
    FORWARDED,
    X_FORWARDED_FOR,
    X_FORWARDED_PROTO,
    X_FORWARDED_HOST,
    /** Any other field whose name begins with {@code X-Forwarded-}. */
    X_FORWARDED_OTHER,
    X_REAL_IP,
    X_REQUEST_ID,
    ACCEPT,
    USER_AGENT,
    REFERER,
    AUTHORIZATION,
    COOKIE,
    SET_COOKIE,
    CONTENT_ENCODING,
    CONTENT_RANGE,
    CONTENT_TYPE,
    CACHE_CONTROL,
    RANGE,
    DATE,
    /** A name that differs from one of these only by {@code _} for {@code -}, which many applications cannot tell apart. */
    VARIANT;

    private static final int SLOTS = 256;
    private static final byte[] FORWARDED_PREFIX = Ascii.bytes("x-forwarded-");
    private static final Field[][] TABLE = new Field[SLOTS][0];

    static {
        for (Field field : values()) {
            if (field != X_FORWARDED_OTHER && field != VARIANT) {
                int slot = slot(field.lowerCase, 0, field.lowerCase.length);
                Field[] grown = Arrays.copyOf(TABLE[slot], TABLE[slot].length + 1);
                grown[grown.length - 1] = field;
                TABLE[slot] = grown;
            }
        }
    }

    private final byte[] lowerCase = Ascii.bytes(name().toLowerCase(Locale.ROOT).replace('_', '-'));

    /** This field's bit in a set of fields. */
    long bit() {
        return 1L << ordinal();
    }

    /** The field that {@code bytes[from, to)} names; null when it is none of these. */
    static @Nullable Field identify(byte[] bytes, int from, int to) {
        for (Field field : TABLE[slot(bytes, from, to)]) {
            if (to - from == field.lowerCase.length && folds(bytes, from, field.lowerCase)) {
                return underscored(bytes, from, to) ? VARIANT : field;
            }
        }
        if (to - from > FORWARDED_PREFIX.length
                && Ascii.fold(bytes[from]) == 'x'
                && folds(bytes, from, FORWARDED_PREFIX)) {
            return X_FORWARDED_OTHER;
        }
        return null;
    }

    private static int slot(byte[] bytes, int from, int to) {
        return (to - from) * 7 + Ascii.fold(bytes[from]) * 31 + Ascii.fold(bytes[to - 1]) & SLOTS - 1;
    }

    private static boolean folds(byte[] bytes, int from, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (Ascii.fold(bytes[from + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean underscored(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '_') {
                return true;
            }
        }
        return false;
    }
}
