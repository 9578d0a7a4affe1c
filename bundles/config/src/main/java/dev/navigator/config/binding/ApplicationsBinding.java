package dev.navigator.config.binding;

import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.config.read.Context;
import dev.navigator.config.read.Scope;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.GoKeys;
import dev.navigator.config.schema.Key;
import dev.navigator.config.schema.LaunchKeys;
import dev.navigator.config.schema.Schema;
import dev.navigator.config.schema.TenantKeys;
import dev.navigator.config.schema.Type;
import dev.navigator.config.schema.Types;
import dev.navigator.config.yaml.Node;
import dev.navigator.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the section {@code applications}: the tenants, each with the defaults, and what must not happen twice among them. */
final class ApplicationsBinding {

    private final Fields fields;
    private final Scope environment;
    private final PoolSettings pools;
    private final ProcessNames processes;
    private final Map<String, Node> names = new HashMap<>();
    private final Map<String, TenantIdentity> paths = new HashMap<>();
    private int kept;

    ApplicationsBinding(Fields fields, PoolSettings pools, ProcessNames processes) {
        this.fields = fields;
        this.environment = fields.context().scope();
        this.pools = pools;
        this.processes = processes;
    }

    List<TenantSettings> tenants() {
        checkDefaults();
        List<TenantSettings> tenants = new ArrayList<>();
        for (Fields own : fields.get(Schema.TENANTS)) {
            if (fields.context().session().problems().enough()) {
                break;
            }
            TenantScope scope = new TenantScope(fields, own, environment);
            TenantFields tenant = TenantFields.of(own, fields, scope);
            TenantSettings settings = new TenantBinding(tenant, pools, processes).settings();
            checkIdentity(own, scope.identity());
            if (settings != null) {
                checkSum(tenant, settings);
                tenants.add(settings);
            }
        }
        return tenants;
    }

    /** Looks at each default once as if there were no tenant, so that mistakes are found that every tenant happens to override. */
    private void checkDefaults() {
        TenantScope nobody = TenantScope.ofNobody(fields, environment);
        new TenantBinding(TenantFields.of(fields.without(), fields, nobody), pools, processes).settings();
        checkRaw(GoKeys.RUNTIMES, Types.TEMPLATE, nobody);
        checkRaw(GoKeys.SERVERS, Types.TEMPLATE, nobody);
        checkRaw(GoKeys.ARGS, Types.ARGUMENTS, nobody);
        checkFramework(fields.section(GoKeys.FRAMEWORK_DEFAULTS).in(nobody));
    }

    private void checkRaw(Key<Map<String, Node>> key, Type<?> type, Scope scope) {
        Context place = fields.context(key).in(scope);
        for (Map.Entry<String, Node> entry : fields.get(key).entrySet()) {
            String framework = entry.getKey();
            type.read(entry.getValue(), framework.equals(GoKeys.ALL) ? place : place.key(framework));
        }
    }

    private void checkFramework(Fields go) {
        checkOnce(go, GoKeys.FRAMEWORK_COMMAND, LaunchKeys.COMMAND);
        if (fields.get(GoKeys.ARGS).containsKey(GoKeys.ALL)) {
            checkOnce(go, GoKeys.FRAMEWORK_ARGS, GoKeys.ARGS);
        }
        checkOnce(go, GoKeys.APP_DIRECTORY, LaunchKeys.WORKING_DIR);
        if (go.find(GoKeys.START_DELAY).isPresent()) {
            go.warning(
                    GoKeys.START_DELAY, "not used: Navigator finds out by itself when an instance is ready; remove it");
        }
    }

    private void checkOnce(Fields go, Key<?> key, Key<?> same) {
        if (go.find(key).isPresent() && fields.has(same)) {
            go.error(
                    key,
                    "means the same as 'applications." + same.name() + "' in line "
                            + fields.at(same).line() + "; keep one of the two");
        }
    }

    private void checkIdentity(Fields own, TenantIdentity identity) {
        if (!own.has(TenantKeys.NAME) && !own.has(TenantKeys.PATH)) {
            own.context().error(own.node(), "a tenant needs a 'name' or a 'path'; write one of them");
        }
        String name = identity.name();
        String path = identity.path();
        if (name != null && isFree(name, own, identity) && path != null) {
            checkPath(path, own, identity);
        }
    }

    private boolean isFree(String name, Fields own, TenantIdentity identity) {
        Node first = names.putIfAbsent(name, identity.nameNode());
        if (first == null) {
            return true;
        }
        own.context()
                .error(
                        identity.nameNode(),
                        "a tenant called '" + name + "' is already in line " + first.line()
                                + "; give this one another 'name'");
        return false;
    }

    private void checkPath(String path, Fields own, TenantIdentity identity) {
        TenantIdentity owner = paths.putIfAbsent(path, identity);
        if (owner != null) {
            own.context()
                    .error(
                            identity.pathNode(),
                            "path '" + path + "' belongs to tenant '" + owner.name() + "' in line "
                                    + owner.pathNode().line() + "; give this one another 'path'");
        }
    }

    /** Complains once, about the first tenant for which there is no room. */
    private void checkSum(TenantFields tenant, TenantSettings settings) {
        int before = kept;
        kept += settings.capacity().minInstances();
        if (kept > pools.maxSize() && before <= pools.maxSize()) {
            tenant.with(TenantKeys.MIN_INSTANCES)
                    .error(
                            TenantKeys.MIN_INSTANCES,
                            "the 'min_instances' of the tenants up to "
                                    + Quoted.text(settings.id().value()) + " sum up to "
                                    + kept + ", above 'pools.max_size' of " + pools.maxSize()
                                    + "; lower them or raise 'pools.max_size'");
        }
    }
}
