package dev.navigator.config;

import dev.navigator.api.config.ChosenStrategy;
import dev.navigator.api.config.Configuration;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.config.options.OfferedOptions;
import dev.navigator.config.read.OptionRules;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
        if (now == null) {
            return;
        }
        if (now.chosenStrategies().isEmpty()) {
            problems = List.of();
        } else if (!due.getAndSet(true)) {
            scheduler.after(PAUSE, scheduler.blocking(), () -> {
                due.set(false);
                check(Objects.requireNonNull(configuration));
            });
        }
    }

    private void check(Configuration now) {
        List<String> before = problems;
        problems = now.chosenStrategies().stream().flatMap(this::wrong).toList();
        problems.stream()
                .filter(problem -> !before.contains(problem))
                .forEach(problem -> LOG.error("Strategy option is wrong: {}", problem));
    }

    private Stream<String> wrong(ChosenStrategy chosen) {
        try {
            return rules.broken(chosen.kind(), chosen.choice()).values().stream()
                    .map(message -> chosen.by() + ": " + chosen.kind().key() + ": " + message);
        } catch (IllegalStateException e) {
            LOG.debug("Bundle is leaving, its successor looks again", e);
            return Stream.of();
        }
    }
}
