package dev.navigator.config.options;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.DefaultHandler;

/** Reads metatype files (OSGi Compendium, chapter 105.7). */
final class Metatype {

    private Metatype() {}

    /**
     * The attributes of the object class with the id {@code wanted}, by name; empty when the file has no such class.
     *
     * @throws IOException when the file is wrong
     */
    static Optional<Map<String, OptionAttribute>> read(InputStream file, String wanted) throws IOException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            ObjectClass found = new ObjectClass(wanted);
            factory.newSAXParser().parse(file, found);
            return Optional.ofNullable(found.attributes);
        } catch (ParserConfigurationException | SAXException | NumberFormatException e) {
            throw new IOException(e.toString(), e);
        }
    }

    private static final class ObjectClass extends DefaultHandler {
        private final String wanted;
        private final List<String> values = new ArrayList<>();
        private @Nullable Map<String, OptionAttribute> attributes;
        private @Nullable Attributes open;
        private boolean inside;

        ObjectClass(String wanted) {
            this.wanted = wanted;
        }

        @Override
        public void startElement(String namespace, String name, String qualified, Attributes xml) {
            switch (name) {
                case "OCD" -> {
                    inside = wanted.equals(xml.getValue("id"));
                    attributes = inside ? new LinkedHashMap<>() : attributes;
                }
                case "AD" -> {
                    open = new AttributesImpl(xml);
                    values.clear();
                }
                case "Option" -> values.add(text(xml, "value", ""));
                default -> {}
            }
        }

        @Override
        public void endElement(String namespace, String name, String qualified) {
            Attributes xml = open;
            if (name.equals("OCD")) {
                inside = false;
            } else if (name.equals("AD") && inside && attributes != null && xml != null) {
                attributes.put(
                        text(xml, "id", ""),
                        new OptionAttribute(
                                text(xml, "type", "String"),
                                !text(xml, "cardinality", "0").equals("0"),
                                text(xml, "required", "true").equals("true") && xml.getValue("default") == null,
                                number(xml, "min"),
                                number(xml, "max"),
                                List.copyOf(values)));
            }
        }

        private static String text(Attributes xml, String name, String otherwise) {
            String value = xml.getValue(name);
            return value == null ? otherwise : value;
        }

        private static Optional<BigDecimal> number(Attributes xml, String name) {
            return Optional.ofNullable(xml.getValue(name)).map(BigDecimal::new);
        }
    }
}
