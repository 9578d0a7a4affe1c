package dev.navigator.logging;

import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The follower as a component: a successor goes on where it stopped, to the line. */
@Component(immediate = true, service = ProcessListener.class, property = Lifecycle.YIELDS + ":Integer=3")
public final class FollowedOutput implements ProcessListener {

    private static final String HANDOVER_KEY = "logging.offsets";
    private static final String FILE = "output-offsets";

    private final Handover handover;
    private final Lifecycle lifecycle;
    private final OutputFollower follower;

    @Activate
    public FollowedOutput(
            @Reference Scheduler scheduler, @Reference Handover handover, @Reference Lifecycle lifecycle) {
        this.handover = handover;
        this.lifecycle = lifecycle;
        this.follower = new OutputFollower(
                scheduler, new Offsets(lifecycle.stateDirectory().resolve(FILE)), Watches.byKernel());
        follower.start(inherited(handover.take(HANDOVER_KEY)));
    }

    @Deactivate
    void deactivate() {
        Map<String, Long> offsets = follower.stop();
        if (!lifecycle.stopping() && !lifecycle.yielding() && !offsets.isEmpty()) {
            handover.leave(HANDOVER_KEY, offsets);
        }
    }

    private static @Nullable Map<String, Long> inherited(Optional<Object> state) {
        if (!(state.orElse(null) instanceof Map<?, ?> left)) {
            return null;
        }
        Map<String, Long> offsets = new HashMap<>();
        left.forEach((file, offset) -> {
            if (file instanceof String name && offset instanceof Long number) {
                offsets.put(name, number);
            }
        });
        return offsets;
    }

    /** Keeps the state when somebody gives this component a configuration of Config Admin's. */
    @Modified
    void modified() {
        // there is nothing to configure
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProcesses(Processes processes) {
        follower.open(processes);
    }

    void unbindProcesses(Processes processes) {
        follower.shut(processes);
    }

    @Override
    public void exited(RunningProcess process, ExitStatus status) {
        follower.exited(process);
    }

    @Override
    public void gone(RunningProcess process, ExitStatus status) {
        follower.gone(process);
    }
}
