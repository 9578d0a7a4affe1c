package dev.navigator.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every launch strategy has to do; to be extended by the test of one. */
public abstract class LaunchCommandFactoryContract {

    private static final int PORT = 4001;

    /** An empty folder for each test. */
    @TempDir
    protected Path folder;

    /** For subclasses. The folder is injected before each test. */
    protected LaunchCommandFactoryContract() {
        folder = Path.of("");
    }

    /** The strategy under test. */
    protected abstract LaunchCommandFactory factory();

    /** Puts into {@link #folder} an application that the strategy can start. */
    protected abstract void installApplication() throws IOException;

    /** The tenant's own command; none unless overridden. */
    protected Optional<String> command() {
        return Optional.empty();
    }

    /** Options it is to be asked with; none unless overridden. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** What is known of the first instance of a tenant whose application is in {@link #folder}. */
    protected LaunchContext context(List<String> args) {
        return new LaunchContext(
                new TenantId("shop"),
                1,
                PORT,
                folder,
                command(),
                args,
                Map.of("PORT", Integer.toString(PORT)),
                options());
    }

    @Test
    void itDoesNotRecogniseAnEmptyFolder() {
        assertFalse(factory().recognises(folder));
    }

    @Test
    void itDoesNotRecogniseAFolderThatIsMissing() {
        assertFalse(factory().recognises(folder.resolve("missing")));
    }

    @Test
    void theCommandIsArgvWithoutHoles() throws IOException {
        installApplication();

        List<String> argv = factory().command(context(List.of()));

        assertFalse(argv.isEmpty());
        assertTrue(argv.stream().allMatch(Objects::nonNull), "argv " + argv);
    }

    @Test
    void argumentsAreHandedOnEachAsOne() throws IOException {
        installApplication();
        List<String> args = List.of("--port 6379", "", "a'b\"c$d");

        List<String> argv = factory().command(context(args));

        assertEquals(args, argv.subList(argv.size() - args.size(), argv.size()));
    }
}
