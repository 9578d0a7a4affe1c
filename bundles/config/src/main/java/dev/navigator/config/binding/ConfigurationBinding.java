package dev.navigator.config.binding;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.config.read.Context;
import dev.navigator.config.read.OptionRules;
import dev.navigator.config.read.Problems;
import dev.navigator.config.read.Scope;
import dev.navigator.config.read.Session;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.Schema;
import dev.navigator.config.yaml.Entries;
import dev.navigator.config.yaml.Entries.Entry;
import dev.navigator.config.yaml.Items;
import dev.navigator.config.yaml.KeyPath;
import dev.navigator.config.yaml.Node;
import dev.navigator.config.yaml.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a whole file. */
public final class ConfigurationBinding {

    private final Context root;

    /**
     * @param workingDirectory absolute; relative paths are resolved against it
     */
    public ConfigurationBinding(
            Problems problems, Path workingDirectory, Map<String, String> environment, OptionRules optionRules) {
        Scope scope = new EnvironmentScope(environment);
        this.root = new Context(new Session(problems, workingDirectory, optionRules), scope, KeyPath.ROOT);
    }

    /** The first deployment of what {@code document} says; of use only if no error was noted. */
    public Configuration read(Path file, Node document) {
        Fields fields = Schema.read(whole(document), root);
        Fields applications = fields.section(Schema.APPLICATIONS);
        ServerSettings server = new ServerBinding(fields.section(Schema.SERVER)).settings();
        PoolSettings pools = new PoolsBinding(pools(fields, applications)).settings();
        ProcessesBinding processes = new ProcessesBinding(fields.get(Schema.MANAGED_PROCESSES));
        List<ManagedProcessSettings> managed = processes.settings();
        List<TenantSettings> tenants = new ApplicationsBinding(applications, pools, processes.processNames()).tenants();
        LoggingSettings logging = new LoggingBinding(fields.section(Schema.LOGGING)).settings();
        return new Configuration(file, 1, server, pools, tenants, managed, logging, fields.get(Schema.PLUGINS));
    }

    /** A file that is only a list is the list of tenants. */
    private static Node whole(Node document) {
        if (!(document instanceof Items)) {
            return document;
        }
        Entries applications = within(Schema.TENANTS.name(), document);
        return within(Schema.APPLICATIONS.name(), applications);
    }

    private static Entries within(String key, Node value) {
        Scalar name = new Scalar(key, true, value.line(), value.column());
        return new Entries(List.of(new Entry(name, value)), value.line(), value.column());
    }

    private static Fields pools(Fields fields, Fields applications) {
        Fields top = fields.section(Schema.POOLS);
        Fields inner = applications.section(Schema.APPLICATION_POOLS);
        if (fields.has(Schema.POOLS) && applications.has(Schema.APPLICATION_POOLS)) {
            applications.conflict(
                    Schema.APPLICATION_POOLS, fields, Schema.POOLS, "are the same section; keep one of the two");
            new PoolsBinding(inner).settings();
        }
        return fields.has(Schema.POOLS) ? top : inner;
    }
}
