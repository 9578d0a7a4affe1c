package dev.navigator.config.binding;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.Template.Variable;
import dev.navigator.config.read.Context;
import dev.navigator.config.read.Scope;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.TenantKeys;
import dev.navigator.config.schema.Types;
import dev.navigator.config.yaml.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What names stand for in one tenant: what only an instance knows, its name, its {@code var}, then the environment.
 *
 * <p>The name and the values of {@code var} may themselves hold names, in any order: each is read when it is first looked up. While
 * it is being read it is not known, so that it cannot stand for itself.
 */
final class TenantScope implements Scope {

    private static final Template PORT = new Template(List.of(new Variable("PORT")));
    private static final Template INSTANCE = new Template(List.of(new Variable("instance")));

    private final TenantIdentity identity;
    private final Scope environment;
    private final Map<String, Source> var = new HashMap<>();
    private final Map<String, Template> known = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /** Where a value of {@code var} stands. */
    private record Source(Node node, Context context) {}

    private final boolean lenient;

    TenantScope(Fields defaults, Fields own, Scope environment) {
        this(defaults, own, environment, false);
    }

    private TenantScope(Fields defaults, Fields own, Scope environment, boolean lenient) {
        this.lenient = lenient;
        this.identity = new TenantIdentity(own.in(this));
        this.environment = environment;
        add(defaults);
        add(own);
    }

    /** A scope to look for mistakes in defaults that no tenant asks for: what a tenant could say is not missed. */
    static TenantScope ofNobody(Fields defaults, Scope environment) {
        return new TenantScope(defaults, defaults.without(), environment, true);
    }

    private void add(Fields fields) {
        Context place = fields.context(TenantKeys.VAR);
        for (Map.Entry<String, Node> entry : fields.get(TenantKeys.VAR).entrySet()) {
            Context value = place.key(entry.getKey()).in(this);
            var.put(entry.getKey(), new Source(entry.getValue(), value));
        }
    }

    TenantIdentity identity() {
        return identity;
    }

    /** Reads what nobody has asked for, so that its problems are noted too. */
    void readAll() {
        for (String name : var.keySet()) {
            lookup(name);
        }
    }

    @Override
    public @Nullable Template lookup(String name) {
        Template value =
                switch (name) {
                    case "PORT" -> PORT;
                    case "instance" -> INSTANCE;
                    case "name" -> name();
                    default -> var(name);
                };
        if (value == null) {
            value = environment.lookup(name);
        }
        return value == null && name.equals("port") ? PORT : value;
    }

    private @Nullable Template name() {
        String name = identity.name();
        return name == null ? null : Template.literal(name);
    }

    private @Nullable Template var(String name) {
        Source source = var.get(name);
        if (source != null && asked.add(name)) {
            Template value = Types.TEMPLATE.read(source.node(), source.context());
            if (value != null) {
                known.put(name, value);
            } else if (!lenient) {
                known.put(
                        name,
                        Template.literal("")); // its problem was noted, and is not to be noted again where it is used
            }
        }
        return known.get(name);
    }

    @Override
    public boolean knowsInstances() {
        return true;
    }

    @Override
    public boolean lenient() {
        return lenient;
    }

    @Override
    public String owner() {
        String name = identity.nameIfRead();
        return name == null ? "this tenant" : "tenant '" + name + "'";
    }
}
