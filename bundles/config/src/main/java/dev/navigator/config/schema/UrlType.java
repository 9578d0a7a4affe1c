package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** Absolute HTTP addresses. */
final class UrlType extends ScalarType<URI> {

    @Override
    URI parse(String text, Context context) throws Unfit {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new Unfit(e.getReason());
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new Unfit();
        }
        return uri;
    }

    @Override
    public String allowed() {
        return "an address such as http://localhost:9200/_health";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "string", "pattern", "^(https?://|\\$\\{)");
    }
}
