package dev.navigator.processes;

import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Navigator of its own, as far as processes go, that is made to be killed: starts a shell for each script it is given, as
 * instances of {@code shop}, says for each its PID, start and output, and waits.
 */
final class Victim {

    private Victim() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Path.of(arguments[0]);
        LaunchedProcesses processes = new LaunchedProcesses(new RealScheduler(), folder.resolve("state"));
        for (int i = 1; i < arguments.length; i++) {
            RunningProcess process = processes.launch(new LaunchSpec(
                    new Owner(Owner.Kind.TENANT, "shop", i),
                    List.of("/bin/sh", "-c", arguments[i]),
                    folder,
                    Map.of(),
                    OptionalInt.of(21290 + i),
                    Optional.of(folder.resolve("shop.pid")),
                    "digest-" + i));
            out.println(process.pid() + "\t" + process.identity().startTicks() + "\t" + process.output());
        }
        out.println("done");
        if (System.in.read() < 0) {
            out.println("left alone");
        }
    }
}
