package dev.navigator.shell;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.InstanceStatus;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.routing.Listener;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.api.text.LogText;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code status}: how Navigator as a whole is, who decides what, and what is wrong. */
@Component(
        service = Status.class,
        property = {
            Command.SCOPE,
            Command.NAME + "status",
            Command.USAGE + "=" + Status.FORM,
            Command.SUMMARY + "=version, listener, counts, strategies, problems"
        })
public final class Status extends Command {

    static final String FORM = "status";

    private final BundleContext context;
    private final Lifecycle lifecycle;
    private final Parts parts;

    @Activate
    public Status(BundleContext context, @Reference Lifecycle lifecycle, @Reference Parts parts) {
        this.context = context;
        this.lifecycle = lifecycle;
        this.parts = parts;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Words.of(words, FORM).noNames(FORM);
        List<TenantStatus> tenants = parts.pool().map(Pool::tenants).orElse(List.of());
        List<ManagedStatus> processes =
                parts.managed().map(ManagedProcesses::processes).orElse(List.of());
        Strategies strategies = new Strategies(context);
        line(out, "version", lifecycle.version() + (lifecycle.stopping() ? ", stopping" : ""));
        line(out, "pid", ProcessHandle.current().pid());
        line(out, "uptime", uptime());
        line(out, "listening", listening());
        line(out, "state", lifecycle.stateDirectory());
        parts.configuration().ifPresent(now -> line(out, "config", now.file() + ", deployment " + now.deployment()));
        line(out, "tenants", tenants.size() + instances(tenants));
        line(out, "processes", processes.size() + states(processes));
        out.println();
        out.print(strategies.table());
        List<String> problems = problems(tenants, strategies);
        if (!problems.isEmpty()) {
            out.println();
            problems.forEach(problem -> line(out, "problem", problem));
        }
    }

    private static void line(PrintStream out, String subject, Object value) {
        out.println(String.format("%-10s %s", subject, Text.visible(value.toString())));
    }

    /** The JVM's: the process may have been a script's that built Navigator first. */
    private static String uptime() {
        return Text.age(Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
    }

    private String listening() {
        return parts.listener().flatMap(Listener::accepting).map(LogText::of).orElse("no");
    }

    private static String instances(List<TenantStatus> tenants) {
        Map<InstanceState, Integer> counts = new EnumMap<>(InstanceState.class);
        int queued = 0;
        for (TenantStatus tenant : tenants) {
            queued += tenant.queued();
            for (InstanceStatus instance : tenant.instances()) {
                counts.merge(instance.state(), 1, Integer::sum);
            }
        }
        return counts(counts, ", instances: ") + (queued == 0 ? "" : ", requests waiting: " + queued);
    }

    private static String states(List<ManagedStatus> processes) {
        Map<ManagedState, Integer> counts = new EnumMap<>(ManagedState.class);
        processes.forEach(process -> counts.merge(process.state(), 1, Integer::sum));
        return counts(counts, ": ");
    }

    private static String counts(Map<? extends Enum<?>, Integer> counts, String before) {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + Text.state(count.getKey()))
                        .collect(Collectors.joining(", ", before, ""));
    }

    private List<String> problems(List<TenantStatus> tenants, Strategies strategies) {
        List<String> problems = new ArrayList<>();
        if (parts.pool().isEmpty()) {
            problems.add("the pool is not there: no tenant is served");
        }
        if (parts.managed().isEmpty()) {
            problems.add("managed processes are not looked after: their bundle is not there");
        }
        parts.listener().flatMap(Listener::problem).ifPresent(problems::add);
        for (TenantStatus tenant : tenants) {
            Optional<String> error = tenant.lastError();
            error.ifPresent(text -> problems.add(Text.about("tenant '" + tenant.tenant() + "'", text)));
        }
        problems.addAll(strategies.problems());
        parts.configuration().ifPresent((Configuration now) -> problems.addAll(strategies.unmet(now)));
        Whiteboard.ask(context, ProblemSource.class, ProblemSource::problems).forEach(problems::addAll);
        return problems;
    }
}
