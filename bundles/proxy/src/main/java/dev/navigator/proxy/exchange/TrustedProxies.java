package dev.navigator.proxy.exchange;

import java.net.InetAddress;
import java.util.List;

/** The addresses whose word about the client is taken. Immutable. */
public final class TrustedProxies {

    private static final class Block {
        private final byte[] address;
        private final int bits;

        Block(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int i = 0; i < address.length && i * 8 < bits; i++) {
                int mask = bits - i * 8 >= 8 ? 0xff : 0xff << (8 - (bits - i * 8));
                if (((address[i] ^ other[i]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Block> blocks;

    /**
     * @param entries addresses or CIDR blocks; valid ones, the configuration sees to that
     */
    public TrustedProxies(List<String> entries) {
        blocks = entries.stream().map(TrustedProxies::block).toList();
    }

    private static Block block(String entry) {
        int slash = entry.indexOf('/');
        byte[] address = literal(slash < 0 ? entry : entry.substring(0, slash));
        int bits = slash < 0 ? address.length * 8 : Integer.parseInt(entry.substring(slash + 1));
        return new Block(address, bits);
    }

    private static byte[] literal(String text) {
        InetAddress address = IpLiteral.parse(text);
        if (address == null) {
            throw new IllegalArgumentException("trusted proxy '" + text + "': not an address");
        }
        return address.getAddress();
    }

    public boolean contains(InetAddress address) {
        if (blocks.isEmpty()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        for (Block block : blocks) {
            if (block.contains(bytes)) {
                return true;
            }
        }
        return false;
    }
}
