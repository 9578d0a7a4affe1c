package dev.navigator.processes;

import dev.navigator.api.pids.ProcessStat;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.RealScheduler;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Is PID 1 for a while: starts shells that leave orphans and end with a status of their own, and says which status it heard
 * of and how many zombies are left; how many there would be, if a second argument says not to wait for that.
 */
final class FirstProcess {

    private static final int COUNT = 40;

    private FirstProcess() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Path.of(arguments[0]);
        LaunchedProcesses processes = new LaunchedProcesses(new RealScheduler(), folder.resolve("state"));
        Heard heard = new Heard();
        processes.bind("test", heard);
        out.println("pid " + ProcessHandle.current().pid());
        Map<RunningProcess, ExitStatus> expected = new HashMap<>();
        for (int i = 0; i < COUNT; i++) {
            expected.put(launch(processes, folder, i), ExitStatus.ofJava(i));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        await(() ->
                expected.keySet().stream().allMatch(process -> heard.of(process).size() == 2));
        long right = expected.entrySet().stream()
                .filter(entry -> heard.of(entry.getKey())
                        .contains("exited " + entry.getKey().pid() + ": "
                                + entry.getValue().describe()))
                .count();
        if (arguments.length == 1) {
            await(() -> zombies() == 0);
        }
        out.println("statuses " + right + " of " + COUNT + ", zombies " + zombies());
        processes.end();
        System.exit(0);
    }

    private static RunningProcess launch(LaunchedProcesses processes, Path folder, int code) {
        return processes.launch(new LaunchSpec(
                new Owner(Owner.Kind.TENANT, "shop", 1),
                List.of("/bin/sh", "-c", "(sleep 0.05 & ) ; sleep 0.1; exit " + code),
                folder,
                Map.of(),
                OptionalInt.empty(),
                Optional.empty(),
                ""));
    }

    private static long zombies() {
        return new ProcTable().all().stream().filter(ProcessStat::dead).count();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
