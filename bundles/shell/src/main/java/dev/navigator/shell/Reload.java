package dev.navigator.shell;

import dev.navigator.api.config.Problem;
import dev.navigator.api.routing.Listener;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the configuration file again, as SIGHUP does, and tells what is wrong with it. */
@Component(
        service = Reload.class,
        property = {
            Command.SCOPE,
            Command.NAME + "reload",
            Command.USAGE + "=" + Reload.FORM,
            Command.SUMMARY + "=read the configuration file again; a file with errors changes nothing"
        })
public final class Reload extends Command {

    static final String FORM = "reload";

    private final Parts parts;

    @Activate
    public Reload(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Words.of(words, FORM).noNames(FORM);
        List<Problem> problems = parts.requireReloader().reload();
        problems.forEach(problem -> out.println(Text.visible(problem.toString())));
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
        if (errors > 0) {
            throw new CommandFailure(
                    "nothing was changed: " + (errors == 1 ? "1 error" : errors + " errors") + " in the configuration");
        }
        parts.listener().ifPresent(Reload::requireSettled);
        out.println("reloaded");
    }

    /** The only part that may not be able to follow. */
    private static void requireSettled(Listener listener) {
        Outcome.await("listener", listener.settled());
        listener.problem().ifPresent(problem -> {
            throw new CommandFailure("all is in force but the listener, which is tried again: " + problem);
        });
    }
}
