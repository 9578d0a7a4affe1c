package dev.navigator.launcher.upgrade;

import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.runtime.Handover;
import dev.navigator.launcher.framework.Container;
import java.util.ArrayList;
import java.util.List;

/** What operators have stopped: it stays so when another process, or this one again, takes over what runs. */
record OperatorStops(List<String> tenants, List<String> processes) {

    private static final String TENANT = "tenant";
    private static final String PROCESS = "process";

    static final OperatorStops NONE = new OperatorStops(List.of(), List.of());

    static OperatorStops now(Container container) {
        return new OperatorStops(
                container.service(Pool.class).stream()
                        .flatMap(pool -> pool.tenants().stream())
                        .filter(TenantStatus::stopped)
                        .map(tenant -> tenant.tenant().toString())
                        .toList(),
                container.service(ManagedProcesses.class).stream()
                        .flatMap(managed -> managed.processes().stream())
                        .filter(process -> process.state() == ManagedState.STOPPED)
                        .map(ManagedStatus::name)
                        .toList());
    }

    /** As {@link #words} wrote them; what is not understood is left out. */
    static OperatorStops read(List<String> words) {
        OperatorStops stops = new OperatorStops(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i + 1 < words.size(); i += 2) {
            switch (words.get(i)) {
                case TENANT -> stops.tenants.add(words.get(i + 1));
                case PROCESS -> stops.processes.add(words.get(i + 1));
                default -> {}
            }
        }
        return stops;
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        tenants.forEach(name -> words.addAll(List.of(TENANT, name)));
        processes.forEach(name -> words.addAll(List.of(PROCESS, name)));
        return words;
    }

    /** For the components that begin next. */
    void leave(Handover handover) {
        handover.leave("pool.stopped", tenants);
        handover.leave("managed.stopped", processes);
    }
}
