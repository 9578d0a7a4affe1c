package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.util.Map;

/** An IP address, or a block of them in CIDR notation. */
final class AddressBlockType extends ScalarType<String> {

    @Override
    String parse(String text, Context context) throws Unfit {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean four = Addresses.isIpv4(address);
        if (!four && !Addresses.isIpv6(address)) {
            throw new Unfit();
        }
        if (slash >= 0 && Addresses.number(text.substring(slash + 1), four ? 32 : 128) < 0) {
            throw new Unfit("the prefix goes up to " + (four ? 32 : 128));
        }
        return text;
    }

    @Override
    public String allowed() {
        return "an address or block such as 10.0.0.0/8 or ::1";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "string", "minLength", 2);
    }
}
