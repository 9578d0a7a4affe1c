package dev.navigator.config.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {

    private final Told told = new Told();

    @ParameterizedTest
    @ValueSource(strings = {"yes", "010", "1:30", "0x1F", "1_000", "null", "~", "2001-01-01", "1e3", ".inf"})
    void aScalarIsTheTextThatWasWritten(String text) {
        Items items = (Items) valid("- " + text);

        assertEquals(text, ((Scalar) items.nodes().get(0)).text());
    }

    @Test
    void everyNodeKnowsWhereItStands() {
        Entries root = (Entries) valid("a: 1\nb:\n  - x\n  -   {c: é, 日本: z}\n");

        Items items = (Items) root.list().get(1).value();
        Entries inner = (Entries) items.nodes().get(1);
        assertEquals("1:1", place(root));
        assertEquals("2:1", place(root.list().get(1).key()));
        assertEquals("3:3", place(items));
        assertEquals("4:7", place(inner));
        assertEquals("4:11", place(inner.list().get(0).value()));
        assertEquals("4:18", place(inner.list().get(1).value()));
    }

    @Test
    void columnsCountCodePointsAndABomIsNoColumn() {
        Entries root = (Entries) valid("\uFEFF{😀: a}");

        assertEquals("1:2", place(root.list().get(0).key()));
        assertEquals("1:5", place(root.list().get(0).value()));
    }

    @ParameterizedTest
    @CsvSource({
        "~,true",
        "null,true",
        "Null,true",
        "NULL,true",
        "'',true",
        "'\"\"',false",
        "\"'null'\",false",
        "!!str null,false",
        "nULL,false"
    })
    void nothingIsNothingOnlyWithoutQuotes(String text, boolean nothing) {
        Entries root = (Entries) valid("a: " + text);

        assertEquals(nothing, root.list().get(0).value().isNull());
    }

    @Test
    void anAliasStandsForItsAnchor() {
        Entries root = (Entries) valid("a: &x [1, 2]\nb: *x\n");

        assertEquals("[1, 2]", show(root.list().get(1).value()));
        assertEquals("1:4", place(root.list().get(1).value()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {a: 1, <<: {a: 2, b: 3}}                   | {a=1, b=3}
                    {<<: {a: 2, b: 3}, a: 1}                   | {a=1, b=3}
                    {<<: [{a: 1}, {a: 2, b: 3}]}               | {a=1, b=3}
                    {<<: {<<: {a: 1}, b: 2}, c: 3}             | {c=3, b=2, a=1}
                    {"<<": 1}                                  | {<<=1}
                    """)
    void mergeKeysAddWhatIsNotThere(String text, String tree) {
        assertEquals(tree, show(valid(text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: !!str 1      | {a=1}
                    a: !!int 1      | {a=1}
                    a: !!null ''    | {a=}
                    a: !!bool yes   | {a=yes}
                    a: !!float 1.5  | {a=1.5}
                    a: ! 12         | {a=12}
                    a: !!map {}     | {a={}}
                    a: !!seq []     | {a=[]}
                    """)
    void yamlsOwnTagsAreUnderstood(String text, String tree) {
        assertEquals(tree, show(valid(text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: !!java.net.URL [x]          | 1:4 a: tag '!!java.net.URL' is not allowed on a list; remove it
                    a: !local x                    | 1:4 a: tag '!local' is not allowed on a single value; remove it
                    a: !!binary aGk=               | 1:4 a: tag '!!binary' is not allowed on a single value; remove it
                    a: !!set {x}                   | 1:4 a: tag '!!set' is not allowed on a mapping; remove it
                    a: !!map []                    | 1:4 a: tag '!!map' is not allowed on a list; remove it
                    a: !<tag:evil,2000:x> x        | 1:4 a: tag 'tag:evil,2000:x' is not allowed on a single value; remove it
                    {a: 1, b: 2, a: 3}             | 1:14 a: 'a' is already in line 1; keep one of the two
                    {[x]: 1}                       | 1:2 : a key is a list; write a name
                    {<<: 1}                        | 1:2 <<: '<<' merges a mapping or a list of mappings, and this is a single value
                    {<<: [1]}                      | 1:2 <<: '<<' merges a mapping or a list of mappings, and this is a list
                    """)
    void whatIsWrongIsToldAndTheRestIsRead(String text, String complaint) {
        Node tree = read(text);

        assertNotNull(tree);
        assertEquals(List.of(complaint), told.list);
    }

    @Test
    void aTagCannotHideBehindADirective() {
        read("%TAG !! tag:evil,2000:\n---\na: !!str x\n");

        assertEquals(List.of("3:4 a: tag 'tag:evil,2000:str' is not allowed on a single value; remove it"), told.list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: *x                 | 1:4 a: alias '*x' has no anchor '&x' before it
                    a: &x [*x]            | 1:8 a[0]: alias '*x' stands within what it stands for; aliases cannot be circular
                    a: &x {b: {c: *x}}    | 1:15 a.b.c: alias '*x' stands within what it stands for; aliases cannot be circular
                    a: &x {<<: *x}        | 1:12 a.<<: alias '*x' stands within what it stands for; aliases cannot be circular
                    a: b: c               | 1:5 : not YAML: mapping values are not allowed here
                    a: [-p, ${PORT}]      | 1:10 : not YAML: expected ',' or ']', but got { while parsing a flow sequence; between brackets, put a value with ${...} in quotes
                    """)
    void whatCannotBeReadIsToldAndNothingElse(String text, String complaint) {
        assertNull(read(text));
        assertEquals(List.of(complaint), told.list);
    }

    @Test
    void anErrorOfSyntaxSaysWhereItsContextBegan() {
        assertNull(read("a:\n  - {b: c\n  - d\n"));
        assertEquals(
                List.of(
                        "4:1 : not YAML: expected ',' or '}', but got <stream end> while parsing a flow mapping that begins in line 2"),
                told.list);
    }

    @Test
    void aSecondDocumentIsRefusedWhereItBegins() {
        assertNull(read("a: 1\n---\nb: 2\n"));
        assertEquals(
                List.of("2:1 : a second document begins here; one file is one document, remove the '---'"), told.list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "# nothing\n", "\uFEFF", "---\n", "--- # nothing\n...\n", "~\n", "null", "!!null ''"
            })
    void anEmptyFileIsCalledEmpty(String text) {
        assertNull(read(text));
        assertEquals(
                List.of("0:0 : the file is empty; it needs at least one tenant or managed process to be of use"),
                told.list);
    }

    @Test
    void aDocumentMayHaveItsMarkers() {
        assertEquals("{a=1}", show(valid("%YAML 1.2\n---\na: 1\n...\n")));
    }

    private Node valid(String text) {
        Node node = read(text);
        assertEquals(List.of(), told.list);
        assertTrue(node != null);
        return node;
    }

    private @Nullable Node read(String text) {
        return YamlTree.of(text.codePoints().toArray(), told);
    }

    private static String place(Node node) {
        return node.line() + ":" + node.column();
    }

    private static String show(Node node) {
        if (node instanceof Items items) {
            return items.nodes().stream().map(YamlTreeTest::show).toList().toString();
        }
        if (node instanceof Entries entries) {
            return entries.list().stream()
                    .map(entry -> entry.key().text() + "=" + show(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return ((Scalar) node).text();
    }
}
