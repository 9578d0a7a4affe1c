package dev.navigator.shell;

import dev.navigator.api.config.Problem;
import dev.navigator.api.config.Reloader;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code reload}: reads the configuration file again, as SIGHUP does, and says what came of it. */
@Component(
        service = Reload.class,
        property = {"osgi.command.scope=navigator", "osgi.command.function=reload"})
public final class Reload {

    private final @Nullable Reloader reloader;

    @Activate
    public Reload(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Reloader reloader) {
        this.reloader = reloader;
    }

    /** Blocks until the new configuration is in force or refused. */
    public void reload(CommandSession session) {
        if (reloader == null) {
            throw new CommandFailure("configuration: not there now; try again");
        }
        List<Problem> problems = reloader.reload();
        problems.forEach(problem -> session.getConsole().println(problem));
        if (problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
            throw new CommandFailure("the file was refused; nothing has changed");
        }
        session.getConsole().println("reloaded");
    }
}
