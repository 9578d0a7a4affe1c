package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Ascii;
import java.util.Map;

/**
 * Paths that tenants serve, read with a slash at both ends. Whatever a router could read in two ways is refused: escapes, dot
 * segments, empty segments, parameters.
 */
public final class TenantPathType extends ScalarType<String> {

    private static final String MARKS = "/-._~!$&'()*+,=:@";
    private static final int LONGEST = 1024;

    @Override
    String parse(String text, Context context) throws Unfit {
        if (!text.startsWith("/")) {
            throw new Unfit("begin it with '/'");
        }
        if (text.length() > LONGEST) {
            throw new Unfit("the longest has " + LONGEST + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                throw new Unfit("write the characters themselves, percent escapes are decoded before routing");
            }
            if (!Ascii.isAlphanumeric(c) && MARKS.indexOf(c) < 0) {
                throw new Unfit("remove the character at position " + (i + 1));
            }
        }
        String path = text.endsWith("/") ? text : text + "/";
        checkSegments(path);
        return path;
    }

    private static void checkSegments(String path) throws Unfit {
        for (int start = 1; start < path.length(); ) {
            int end = path.indexOf('/', start);
            String segment = path.substring(start, end);
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new Unfit("no segment may be empty, '.' or '..'");
            }
            start = end + 1;
        }
    }

    @Override
    public String allowed() {
        return "a path such as /shop/";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "string", "pattern", "^(/|\\$\\{)");
    }
}
