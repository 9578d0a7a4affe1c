package dev.navigator.config.binding;

import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.Template;
import dev.navigator.api.config.Template.Variable;
import dev.navigator.config.read.Context;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.GoKeys;
import dev.navigator.config.schema.Key;
import dev.navigator.config.schema.LaunchKeys;
import dev.navigator.config.schema.Type;
import dev.navigator.config.schema.Types;
import dev.navigator.config.yaml.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one tenant is started: by a command of its own, by that of all tenants, or as the Go original puts it, by runtime, server and
 * arguments, which may hang on a framework's name.
 */
final class TenantLaunch {

    private static final String PORT_NAME = "PORT";
    private static final Template PORT = new Template(List.of(new Variable(PORT_NAME)));
    private static final Template GO_RUNTIME = Template.literal("ruby");
    private static final Template GO_SERVER = Template.literal("bin/rails");
    private static final List<Template> GO_ARGS = List.of(
            Template.literal("server"),
            Template.literal("-b"),
            Template.literal("127.0.0.1"),
            Template.literal("-p"),
            PORT);

    private final TenantFields fields;
    private final Fields own;
    private final Fields defaults;
    private final Optional<Fields> goDefaults;
    private final Optional<String> framework;
    private final Optional<Template> runtime;
    private final Optional<Template> server;

    TenantLaunch(TenantFields fields) {
        this.fields = fields;
        this.own = fields.own();
        this.defaults = fields.defaults();
        this.goDefaults = defaults.find(GoKeys.FRAMEWORK_DEFAULTS);
        this.framework = first(own.find(GoKeys.FRAMEWORK), goDefault(GoKeys.FRAMEWORK_NAME));
        this.runtime = first(own.find(GoKeys.RUNTIME), ofFramework(GoKeys.RUNTIMES, Types.TEMPLATE));
        this.server = first(own.find(GoKeys.SERVER), ofFramework(GoKeys.SERVERS, Types.TEMPLATE));
    }

    LaunchSettings settings() {
        checkSpellings();
        Optional<List<Template>> ownArgs = own.find(LaunchKeys.ARGS);
        Optional<Template> command;
        List<Template> args;
        if (own.has(LaunchKeys.COMMAND)) {
            command = own.find(LaunchKeys.COMMAND);
            args = ownArgs.orElse(List.of());
        } else if (isGo()) {
            command = Optional.of(runtime.orElse(GO_RUNTIME));
            args = new ArrayList<>(List.of(server.orElse(GO_SERVER)));
            args.addAll(first(ownArgs, goArgs()).orElse(GO_ARGS));
        } else {
            command = defaultCommand();
            args = first(ownArgs, defaultArgs()).orElse(List.of());
        }
        return new LaunchSettings(workingDirectory(), command, args, environment());
    }

    /** The framework whose launch strategy is asked, for want of any command. */
    Optional<String> strategy() {
        boolean hasCommand =
                own.has(LaunchKeys.COMMAND) || isGo() || defaultCommand().isPresent();
        return hasCommand ? Optional.empty() : framework;
    }

    private boolean isGo() {
        return runtime.isPresent() || server.isPresent();
    }

    private void checkSpellings() {
        for (Key<?> key : List.of(GoKeys.RUNTIME, GoKeys.SERVER)) {
            if (own.has(key) && own.has(LaunchKeys.COMMAND)) {
                own.conflict(
                        key, LaunchKeys.COMMAND, "exclude each other; keep 'command' and put the rest into 'args'");
            }
        }
    }

    private Optional<Template> defaultCommand() {
        return first(defaults.find(LaunchKeys.COMMAND), goDefault(GoKeys.FRAMEWORK_COMMAND));
    }

    /** What is written for the command of all tenants does not suit one with a runtime or server of its own. */
    private Optional<List<Template>> goArgs() {
        boolean hasOwn = own.has(GoKeys.RUNTIME) || own.has(GoKeys.SERVER);
        return hasOwn ? ofFramework(GoKeys.ARGS, Types.ARGUMENTS) : defaultArgs();
    }

    private Optional<List<Template>> defaultArgs() {
        Node forAll = defaults.get(GoKeys.ARGS).get(GoKeys.ALL);
        if (forAll != null) {
            return Optional.ofNullable(Types.ARGUMENTS.read(forAll, defaults.context(GoKeys.ARGS)));
        }
        return first(ofFramework(GoKeys.ARGS, Types.ARGUMENTS), goDefault(GoKeys.FRAMEWORK_ARGS));
    }

    /** Both are read in any case, so that the problems of both are noted. */
    private static <T> Optional<T> first(Optional<T> preferred, Optional<T> otherwise) {
        return preferred.isPresent() ? preferred : otherwise;
    }

    private <T> Optional<T> goDefault(Key<T> key) {
        return goDefaults.isPresent() ? goDefaults.get().find(key) : Optional.empty();
    }

    /** What a mapping of {@code applications} says about this tenant's framework. */
    private <T> Optional<T> ofFramework(Key<Map<String, Node>> key, Type<T> type) {
        if (framework.isEmpty()) {
            return Optional.empty();
        }
        Node node = defaults.get(key).get(framework.get());
        Context place = defaults.context(key).key(framework.get());
        return node == null ? Optional.empty() : Optional.ofNullable(type.read(node, place));
    }

    private Path workingDirectory() {
        return first(fields.find(LaunchKeys.WORKING_DIR), goDefault(GoKeys.APP_DIRECTORY))
                .orElse(own.context().resolve(Path.of("")));
    }

    private Map<String, Template> environment() {
        Map<String, Template> environment = new HashMap<>();
        Optional<String> portVariable = goDefault(GoKeys.PORT_ENV_VAR);
        if (portVariable.isPresent()) {
            environment.put(portVariable.get(), PORT);
        }
        for (Fields layer : List.of(defaults, own)) {
            Map<String, Template> variables = layer.get(LaunchKeys.ENV);
            environment.putAll(variables);
            Template port = variables.get(PORT_NAME);
            if (port != null && !port.equals(PORT)) {
                layer.warningAt(
                        LaunchKeys.ENV,
                        PORT_NAME,
                        "Navigator sets PORT for each instance, and this value is not used; remove it");
            }
        }
        environment.remove(PORT_NAME);
        return environment;
    }
}
