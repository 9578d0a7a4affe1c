package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The file as a whole. */
public final class Schema {

    public static final Key<List<Fields>> TENANTS = Key.of(
                    "tenants",
                    Types.list(Types.section(TenantKeys.SECTION), "a list of mappings"),
                    Effect.PART,
                    "The applications. New ones serve at once; removed ones are 404 at once, and their instances drain and stop.")
            .or(List.of(), "[]");

    public static final Key<Fields> APPLICATION_POOLS =
            Key.of("pools", Types.section(PoolKeys.SECTION), Effect.PART, "The same as `pools` at the top level.");

    static final Section APPLICATION_SECTION = new Section(
            "applications",
            "The tenants, and defaults for all of them: each value below `applications` but outside of `tenants` serves tenants that"
                    + " do not set it, and is read as if it stood there. `env` and `var` add up instead.",
            TenantKeys.joined(List.of(TENANTS, APPLICATION_POOLS), TenantKeys.INHERITED, GoKeys.OF_APPLICATIONS));

    public static final Key<Fields> SERVER =
            Key.of("server", Types.section(ServerKeys.SECTION), Effect.PART, "Navigator itself and its front door.");

    public static final Key<Fields> POOLS =
            Key.of("pools", Types.section(PoolKeys.SECTION), Effect.PART, "All instances of all tenants.");

    public static final Key<Fields> APPLICATIONS = Key.of(
            "applications",
            Types.section(APPLICATION_SECTION),
            Effect.PART,
            "The tenants, and defaults for all of them.");

    public static final Key<List<Fields>> MANAGED_PROCESSES = Key.of(
                    "managed_processes",
                    Types.list(Types.section(ProcessKeys.SECTION), "a list of mappings"),
                    Effect.PART,
                    "Processes beside the tenants. New ones start, removed ones stop, changed ones restart, others keep running.")
            .or(List.of(), "[]");

    public static final Key<Fields> LOGGING =
            Key.of("logging", Types.section(LoggingKeys.SECTION), Effect.PART, "What Navigator and the processes say.");

    public static final Key<Map<String, Map<String, String>>> PLUGINS = Key.of(
                    "plugins",
                    new MapType<>(KeyNameType.pid(), new MapType<>(KeyNameType.pid(), Types.TEXT)),
                    Effect.AT_ONCE,
                    "Flat settings of plugins, delivered to Configuration Admin: by persistent identifier, or factory~name.")
            .or(Map.of(), "{}");

    public static final Section ROOT = new Section(
            "",
            "All sections may be left out.",
            List.of(SERVER, POOLS, APPLICATIONS, MANAGED_PROCESSES, LOGGING, PLUGINS));

    private static final SectionType ROOT_TYPE = new SectionType(ROOT);

    private Schema() {}

    /** The top level of a file. */
    public static Fields read(Node document, Context context) {
        Fields fields = ROOT_TYPE.read(document, context);
        return fields == null ? Fields.of(ROOT, document, context) : fields;
    }

    /** The file as JSON Schema. */
    public static Map<String, Object> json() {
        return ROOT_TYPE.schema();
    }

    /** The sections directly within {@code section}. */
    public static List<Section> parts(Section section) {
        List<Section> parts = new ArrayList<>();
        for (Key<?> key : section.keys()) {
            Type<?> type = key.type() instanceof ListType<?> list ? list.items() : key.type();
            if (type instanceof SectionType part && !parts.contains(part.section()) && key != APPLICATION_POOLS) {
                parts.add(part.section());
            }
        }
        return parts;
    }
}
