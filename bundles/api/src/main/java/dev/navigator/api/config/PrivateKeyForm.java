package dev.navigator.api.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Private keys in the forms of before PKCS#8, put into that one: all that the JDK reads. DER, ITU-T X.690. */
final class PrivateKeyForm {

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};
    /** rsaEncryption, with its parameter: NULL. */
    private static final byte[] RSA = {
        OBJECT_ID, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };
    /** id-ecPublicKey. */
    private static final byte[] EC = {OBJECT_ID, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private PrivateKeyForm() {}

    /** An RSAPrivateKey, RFC 8017 appendix A.1.2. */
    static byte[] ofRsa(byte[] pkcs1) {
        return wrap(RSA, pkcs1);
    }

    /** An ECPrivateKey, RFC 5915 section 3; empty when it does not name its curve. */
    static Optional<byte[]> ofEc(byte[] sec1) {
        return curve(sec1).map(curve -> wrap(concat(EC, curve), sec1));
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, concat(VERSION_0, tagged(SEQUENCE, algorithm), tagged(OCTET_STRING, key)));
    }

    private static Optional<byte[]> curve(byte[] sec1) {
        ByteBuffer in = ByteBuffer.wrap(sec1);
        if (in.remaining() < 2 || (in.get() & 0xff) != SEQUENCE || length(in) < 0) {
            return Optional.empty();
        }
        while (in.remaining() > 1) {
            int tag = in.get() & 0xff;
            int length = length(in);
            if (length < 0 || length > in.remaining()) {
                return Optional.empty();
            }
            byte[] value = new byte[length];
            in.get(value);
            if (tag == PARAMETERS) {
                return length > 2 && value[0] == OBJECT_ID ? Optional.of(value) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The length of what follows; -1 for one that no key has. */
    private static int length(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int bytes = first & 0x7f;
        if (bytes == 0 || bytes > 2 || bytes > in.remaining()) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (in.get() & 0xff);
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[] value) {
        byte low = (byte) value.length;
        byte[] length;
        if (value.length < 0x80) {
            length = new byte[] {low};
        } else if (value.length <= 0xff) {
            length = new byte[] {(byte) 0x81, low};
        } else {
            length = new byte[] {(byte) 0x82, (byte) (value.length >> 8), low};
        }
        return concat(new byte[] {(byte) tag}, length, value);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
