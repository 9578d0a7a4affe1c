package dev.navigator.pids;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Values for tests. */
final class Samples {

    static final String BOOT = "0b9f6a1c-6a02-4d0d-9b8e-1f2a3b4c5d6e";

    private Samples() {}

    static RunningProcess instance(long pid) {
        return process(new ProcessIdentity(pid, 1000 + pid, BOOT), new Owner(Owner.Kind.TENANT, "shop", 1));
    }

    static RunningProcess process(ProcessIdentity identity, Owner owner) {
        return new RunningProcess(
                identity,
                owner,
                OptionalInt.of(21201),
                Optional.of(Path.of("/srv/shop/tmp/shop.pid")),
                "3f5a",
                Path.of("/run/navigator/output/shop.1"),
                false);
    }
}
