package dev.navigator.config;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.config.options.OfferedOptions;
import dev.navigator.config.read.OptionRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of options in the configuration in force that a strategy does not take. A reload refuses such a file; but at the start the
 * file is there before any strategy is, and a strategy may come later, or become another one.
 */
@Component(immediate = true, service = ProblemSource.class)
public final class OptionProblems implements ProblemSource {

    private static final Logger LOG = LoggerFactory.getLogger(OptionProblems.class);

    /** Strategies come many at once. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final BundleContext context;
    private final Scheduler scheduler;
    private final OptionRules rules;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ServiceListener strategies = event -> look();
    private volatile @Nullable Configuration configuration;
    private volatile List<String> problems = List.of();

    @Activate
    public OptionProblems(BundleContext context, @Reference Scheduler scheduler) {
        this.context = context;
        this.scheduler = scheduler;
        this.rules = new OfferedOptions(context);
        try {
            context.addServiceListener(strategies, "(" + StrategyOffer.OPTIONS_PROPERTY + "=*)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is right", e);
        }
    }

    /** Nothing of it is configured; without this method a change would replace it. */
    @Modified
    void modified() {}

    @Deactivate
    void deactivate() {
        context.removeServiceListener(strategies);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration next) {
        configuration = next;
        look();
    }

    /** The last one stays in force until another comes. */
    void unbindConfiguration(Configuration last) {}

    @Override
    public List<String> problems() {
        return problems;
    }

    private void look() {
        Configuration now = configuration;
        if (now != null && choosesOptions(now) && !due.getAndSet(true)) {
            scheduler.after(PAUSE, scheduler.blocking(), () -> {
                due.set(false);
                check();
            });
        } else if (now != null && !choosesOptions(now)) {
            problems = List.of();
        }
    }

    private static boolean choosesOptions(Configuration now) {
        return now.tenants().stream().anyMatch(tenant -> tenant.strategies().values().stream()
                        .anyMatch(OptionProblems::named))
                || now.managedProcesses().stream().anyMatch(process -> named(process.restart()))
                || named(now.server().router());
    }

    private static boolean named(StrategyChoice choice) {
        return choice.name().isPresent();
    }

    private void check() {
        Configuration now = configuration;
        if (now == null) {
            return;
        }
        List<String> found = new ArrayList<>();
        now.tenants().forEach(tenant -> tenant.strategies()
                .forEach((kind, choice) -> check("tenant '" + tenant.id() + "'", kind, choice, found)));
        now.managedProcesses()
                .forEach(process -> check(
                        "managed process '" + process.name() + "'", StrategyKind.RESTART, process.restart(), found));
        check("server", StrategyKind.ROUTER, now.server().router(), found);
        List<String> before = problems;
        problems = List.copyOf(found);
        found.stream()
                .filter(problem -> !before.contains(problem))
                .forEach(problem -> LOG.error("Strategy option is wrong: {}", problem));
    }

    private void check(String subject, StrategyKind kind, StrategyChoice choice, List<String> found) {
        try {
            rules.broken(kind, choice)
                    .values()
                    .forEach(message -> found.add(subject + ": " + kind.key() + ": " + message));
        } catch (IllegalStateException e) {
            LOG.debug("Bundle is leaving, its successor looks again", e);
        }
    }
}
