package dev.navigator.launcher.deploy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls in one class (JVM Specification, chapter 4) that would end the JVM. They are redirected without moving an
 * instruction: new entries at the end of the constant pool, and in the code a static call, as long as the virtual one, in its
 * place.
 */
final class ExitCalls {

    private static final String GUARD = "dev/navigator/launcher/guard/Exit";
    private static final String ON_RUNTIME = "(Ljava/lang/Runtime;I)V";
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int REF_INVOKE_VIRTUAL = 5;
    private static final int REF_INVOKE_STATIC = 6;
    private static final int INVOKE_VIRTUAL = 0xb6;
    private static final int INVOKE_STATIC = 0xb8;
    private static final int POOL_COUNT = 8;
    private static final int POOL = 10;

    private final byte[] original;
    private final ByteBuffer in;
    private final int[] entries;
    private final int poolEnd;

    /** The entries of methods that are called, by those that are to be called in their place. */
    private final Map<Integer, Integer> replaced = new HashMap<>();

    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private int next;

    ExitCalls(byte[] original) {
        this.original = original;
        in = ByteBuffer.wrap(original.clone());
        entries = new int[u2(POOL_COUNT)];
        poolEnd = index();
        next = entries.length;
    }

    /** The class with its calls redirected; the very array it was made of when there are none. */
    byte[] redirected() {
        for (int entry = 1; entry < entries.length; entry++) {
            if (tag(entry) == METHOD) {
                redirect(entry);
            }
        }
        if (next == entries.length) {
            return original;
        }
        if (!replaced.isEmpty()) {
            handles();
            code();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(original.length + added.size());
        in.putShort(POOL_COUNT, (short) next);
        out.write(in.array(), 0, poolEnd);
        out.writeBytes(added.toByteArray());
        out.write(in.array(), poolEnd, original.length - poolEnd);
        return out.toByteArray();
    }

    private void redirect(int entry) {
        String owner = text(u2(entries[u2(entries[entry] + 1)] + 1));
        int nameAndType = entries[u2(entries[entry] + 3)];
        String name = text(u2(nameAndType + 1));
        String type = text(u2(nameAndType + 3));
        if (!type.equals("(I)V")) {
            return;
        }
        if (owner.equals("java/lang/System") && name.equals("exit")) {
            in.putShort(entries[entry] + 1, (short) guard());
        } else if (owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"))) {
            int method = add(METHOD, guard(), add(NAME_AND_TYPE, add(name), add(ON_RUNTIME)));
            replaced.put(entry, method);
        }
    }

    private int guard() {
        return add(CLASS, add(GUARD));
    }

    private int add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        added.write(UTF8);
        added.write(bytes.length >> 8);
        added.write(bytes.length);
        added.writeBytes(bytes);
        return next++;
    }

    private int add(int tag, int... indexes) {
        try {
            DataOutputStream out = new DataOutputStream(added);
            out.writeByte(tag);
            for (int index : indexes) {
                out.writeShort(index);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next++;
    }

    /** Method references, such as {@code runtime::exit}. */
    private void handles() {
        for (int entry = 1; entry < entries.length; entry++) {
            if (tag(entry) == METHOD_HANDLE && u1(entries[entry] + 1) == REF_INVOKE_VIRTUAL) {
                Integer method = replaced.get(u2(entries[entry] + 2));
                if (method != null) {
                    in.put(entries[entry] + 1, (byte) REF_INVOKE_STATIC);
                    in.putShort(entries[entry] + 2, (short) (int) method);
                }
            }
        }
    }

    private void code() {
        int interfaces = poolEnd + 6;
        int at = interfaces + 2 + 2 * u2(interfaces);
        at = members(at, false);
        members(at, true);
    }

    private int members(int start, boolean methods) {
        int at = start + 2;
        for (int left = u2(start); left > 0; left--) {
            int attributes = u2(at + 6);
            at += 8;
            for (; attributes > 0; attributes--) {
                if (methods && text(u2(at)).equals("Code")) {
                    instructions(at + 14, in.getInt(at + 10));
                }
                at += 6 + in.getInt(at + 2);
            }
        }
        return at;
    }

    private void instructions(int start, int length) {
        int at = start;
        while (at < start + length) {
            if (u1(at) == INVOKE_VIRTUAL) {
                Integer method = replaced.get(u2(at + 1));
                if (method != null) {
                    in.put(at, (byte) INVOKE_STATIC);
                    in.putShort(at + 1, (short) (int) method);
                }
            }
            at += Instructions.length(in, at, start);
        }
    }

    /** Notes where each entry begins. @return where the pool ends */
    private int index() {
        int at = POOL;
        for (int entry = 1; entry < entries.length; entry++) {
            entries[entry] = at;
            int tag = u1(at);
            switch (tag) {
                case UTF8 -> at += 3 + u2(at + 1);
                case 5, 6 -> { // a long or double takes two entries
                    at += 9;
                    entry++;
                }
                case METHOD_HANDLE -> at += 4;
                case CLASS, 8, 16, 19, 20 -> at += 3;
                case 3, 4, 9, METHOD, 11, NAME_AND_TYPE, 17, 18 -> at += 5;
                default -> throw new IllegalArgumentException("constant of unknown kind " + tag);
            }
        }
        return at;
    }

    private int tag(int entry) {
        return entries[entry] == 0 ? 0 : u1(entries[entry]);
    }

    private int u1(int at) {
        return in.get(at) & 0xff;
    }

    private int u2(int at) {
        return in.getShort(at) & 0xffff;
    }

    private String text(int entry) {
        int at = entries[entry];
        return new String(original, at + 3, u2(at + 1), StandardCharsets.ISO_8859_1);
    }
}
