package dev.navigator.config.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetatypeTest {

    private static final String FILE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="other" name="Other"><AD id="x" type="String"/></OCD>
              <OCD id="mine" name="Mine">
                <AD id="salt" type="String" required="false" min="2" max="4"/>
                <AD id="weight" type="Integer" min="1" max="9" default="1"/>
                <AD id="share" type="Double" required="false" max="1.5"/>
                <AD id="on" type="Boolean" required="false"/>
                <AD id="zones" type="String" required="false" cardinality="-5">
                  <Option label="Europe" value="eu"/>
                  <Option label="America" value="us"/>
                </AD>
                <AD id="key" type="String"/>
                <AD id="small" type="Byte" required="false"/>
              </OCD>
              <Designate pid="org.acme"><Object ocdref="mine"/></Designate>
            </metatype:MetaData>
            """;

    private static Optional<Map<String, OptionAttribute>> read(String file, String id) throws IOException {
        return Metatype.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), id);
    }

    @Test
    void theObjectClassThatIsAskedForIsReadAndNoOther() throws IOException {
        Map<String, OptionAttribute> mine = read(FILE, "mine").orElseThrow();

        assertEquals(Set.of("salt", "weight", "share", "on", "zones", "key", "small"), mine.keySet());
        assertTrue(mine.get("key").required());
        assertTrue(!mine.get("weight").required(), "it has a default");
        assertEquals(Set.of("x"), read(FILE, "other").orElseThrow().keySet());
        assertEquals(Optional.empty(), read(FILE, "nobodys"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            salt   | abc    | -
            salt   | a      | 'a' has 1 characters, less than 2
            salt   | abcde  | 'abcde' has 5 characters, more than 4
            weight | 9      | -
            weight | 0      | '0' is less than 1
            weight | 10     | '10' is more than 9
            weight | one    | 'one' is not a whole number
            weight | 1.5    | '1.5' is not a whole number
            share  | 1.25   | -
            share  | 2      | '2' is more than 1.5
            share  | half   | 'half' is not a number
            on     | true   | -
            on     | yes    | 'yes' is neither true nor false
            zones  | eu     | -
            zones  | eu, us | -
            zones  | eu,mars| 'mars' is not one of eu, us
            small  | 127    | -
            small  | 128    | '128' is more than 127
            """)
    void valuesAreJudgedByWhatTheMetatypeSays(String option, String value, String wrong) throws IOException {
        assertEquals(
                Optional.ofNullable(wrong),
                read(FILE, "mine").orElseThrow().get(option).broken(value));
    }

    @Test
    void aFileThatIsNoXmlOrBringsADocumentTypeIsRefused() {
        assertThrows(IOException.class, () -> read("<MetaData>", "mine"));
        assertThrows(
                IOException.class,
                () -> read("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>", "mine"));
    }
}
