package dev.navigator.proxy.routing;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.routing.Routes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tenants by path. A look-up costs one probe for each segment of the path asked for, however many tenants there are, and
 * allocates nothing: the hash of a path is built up byte by byte, and at every slash it is the hash of a prefix.
 */
public final class RouteTable implements Routes {

    private static final class Entry {
        private final byte[] path;
        private final long hash;
        private final TenantId tenant;

        Entry(byte[] path, long hash, TenantId tenant) {
            this.path = path;
            this.hash = hash;
            this.tenant = tenant;
        }
    }

    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0x100000001B3L;

    private final @Nullable Entry[] slots;
    private final int longest;
    private final Set<TenantId> tenants;

    public RouteTable(List<TenantSettings> settings) {
        slots = new Entry[Math.max(16, Integer.highestOneBit(settings.size()) * 4)];
        int most = 0;
        for (TenantSettings tenant : settings) {
            byte[] path = escaped(tenant.path());
            long hash = hash(path);
            slots[free(hash)] = new Entry(path, hash, tenant.id());
            most = Math.max(most, path.length);
        }
        longest = most;
        tenants = settings.stream().map(TenantSettings::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Configured paths are text; requests spell what is not ASCII in escapes. */
    private static byte[] escaped(String path) {
        StringBuilder out = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b != 0x7f) {
                out.append((char) b);
            } else {
                out.append('%').append(String.format("%02X", b));
            }
        }
        byte[] bytes = out.toString().getBytes(StandardCharsets.ISO_8859_1);
        NormalPath normal = new NormalPath();
        return normal.set(bytes, 0, bytes.length) ? normal.copy() : bytes;
    }

    private int free(long hash) {
        int slot = slot(hash);
        while (slots[slot] != null) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (slots.length - 1);
    }

    private static long step(long hash, byte b) {
        return (hash ^ b) * FACTOR;
    }

    private static long hash(byte[] path) {
        long hash = SEED;
        for (byte b : path) {
            hash = step(hash, b);
        }
        return hash;
    }

    @Override
    public @Nullable TenantId longestPrefix(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return longestPrefix(bytes, bytes.length);
    }

    /** As {@link #longestPrefix(String)}, for a path of {@code length} bytes. */
    public @Nullable TenantId longestPrefix(byte[] path, int length) {
        TenantId found = null;
        long hash = SEED;
        int end = Math.min(length, longest);
        for (int i = 0; i < end; i++) {
            hash = step(hash, path[i]);
            if (path[i] == '/') {
                TenantId tenant = find(hash, path, i + 1, i + 1);
                found = tenant == null ? found : tenant;
            }
        }
        if (end == length && length < longest && length > 0 && path[length - 1] != '/') {
            TenantId tenant = find(step(hash, (byte) '/'), path, length, length + 1);
            found = tenant == null ? found : tenant;
        }
        return found;
    }

    /** The entry with that hash and length whose path begins with {@code path[0, compared)}. */
    private @Nullable TenantId find(long hash, byte[] path, int compared, int length) {
        int slot = slot(hash);
        for (Entry entry = slots[slot]; entry != null; entry = slots[slot]) {
            if (entry.hash == hash
                    && entry.path.length == length
                    && Arrays.equals(entry.path, 0, compared, path, 0, compared)) {
                return entry.tenant;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return null;
    }

    @Override
    public Set<TenantId> tenants() {
        return tenants;
    }
}
