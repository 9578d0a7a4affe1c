package dev.navigator.config.schema;

import dev.navigator.api.config.ServerSettings.Listen;
import dev.navigator.api.config.Template;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.config.yaml.Node;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The types there are. */
public final class Types {

    static final Type<Boolean> BOOLEAN = new BooleanType();
    static final Type<String> TEXT = new TextType();
    public static final Type<Template> TEMPLATE = new TemplateType();
    static final Type<Duration> DURATION = new DurationType(Duration.ZERO);
    static final Type<Duration> POSITIVE_DURATION = new DurationType(Duration.ofMillis(1));
    static final Type<Path> PATH = PathType.any();
    static final Type<Path> READABLE_FILE = PathType.readableFile();
    static final Type<String> NAME = NameType.plain();
    static final Type<String> REQUEST_PATH = RequestPathType.required();
    static final Type<String> OPTIONAL_REQUEST_PATH = RequestPathType.optional();
    static final Type<Listen> LISTEN = new AddressType(0);
    static final Type<Listen> ADDRESS = new AddressType(1);
    static final Type<URI> URL = new UrlType();
    static final Type<Pattern> PATTERN = new PatternType();
    static final Type<List<Reference>> REFERENCES = list(new ReferenceType(), "a list of names such as [redis]");
    static final Type<List<String>> ADDRESS_BLOCKS =
            list(new AddressBlockType(), "a list of addresses and blocks such as [10.0.0.0/8]");
    public static final Type<List<Template>> ARGUMENTS = list(TEMPLATE, "a list such as [server, --verbose]");
    static final Type<Map<String, Template>> ENVIRONMENT = new MapType<>(KeyNameType.variable(), TEMPLATE);

    private Types() {}

    /** The choice of a strategy. */
    static Type<StrategyChoice> strategy(StrategyKind kind) {
        return new StrategyType(kind);
    }

    static Type<Integer> integer(int least, int most) {
        return new IntegerType(least, most);
    }

    static Type<Long> size(long least, long most) {
        return new SizeType(least, most);
    }

    static <E extends Enum<E>> Type<E> choice(Class<E> constants) {
        return new ChoiceType<>(constants);
    }

    static <T> Type<List<T>> list(Type<T> items, String allowed) {
        return new ListType<>(items, allowed);
    }

    static Type<Fields> section(Section section) {
        return new SectionType(section);
    }

    /** Values that are read as {@code later} where somebody refers to them. */
    static Type<Node> raw(Type<?> later) {
        return new RawType(later);
    }
}
