package dev.navigator.shell;

import dev.navigator.testing.FixedLifecycle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;

/** The commands in a real command processor, with a pool and managed processes in a test's hands. */
final class Bench {

    final FakePool pool = new FakePool();
    final FakeManaged managed = new FakeManaged();
    final Parts parts = new Parts();
    final FixedLifecycle lifecycle = new FixedLifecycle(Path.of("/state"));
    final Gogo gogo = new Gogo()
            .with(new Ps(parts), "ps")
            .with(new Start(parts), "start")
            .with(new Stop(parts), "stop")
            .with(new Restart(parts), "restart")
            .with(new Reload(parts), "reload")
            .with(new Shutdown(lifecycle), "shutdown");
    final Awaited<CommandProcessor> processor = new Awaited<>();

    Bench() {
        processor.bind(gogo.processor);
    }

    /** With the pool and the managed processes there. */
    static Bench complete() {
        Bench bench = new Bench();
        bench.parts.bindPool(bench.pool);
        bench.parts.bindManaged(bench.managed);
        return bench;
    }

    /** What a command printed, then its exit status on a line of its own. */
    String run(String... words) {
        return run(false, words);
    }

    String run(boolean anything, String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        int status = new CommandRunner(processor, anything).run(List.of(words), out);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8) + status;
    }
}
