package dev.navigator.launcher.framework;

import dev.navigator.api.routing.Listener;
import dev.navigator.launcher.installation.ClassPathConnector;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Finds out whether Navigator has really started: every bundle, every component of ours, and the listener. */
public final class Health {

    private static final String OURS = "dev.navigator.";
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Container container;

    public Health(Container container) {
        this.container = container;
    }

    /**
     * Waits until Navigator has started or cannot start any more.
     *
     * @return what keeps it from being started, each a sentence for the operator; empty when all is well
     */
    public List<String> await(Duration limit, BooleanSupplier stopping) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<String> problems = problems();
        while (!problems.isEmpty()
                && bindProblem().isEmpty()
                && !stopping.getAsBoolean()
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            problems = problems();
        }
        return problems;
    }

    /** Where connections are accepted. */
    public Optional<InetSocketAddress> accepts() {
        return container.service(Listener.class).flatMap(Listener::accepting);
    }

    private Optional<String> bindProblem() {
        return container.service(Listener.class).flatMap(Listener::problem);
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>(container.failures());
        bundles(problems);
        container
                .service(ServiceComponentRuntime.class)
                .ifPresentOrElse(
                        runtime -> components(runtime, problems),
                        () -> problems.add("the component runtime is not there; unpack the distribution again"));
        if (hasProxy() && accepts().isEmpty()) {
            problems.add(bindProblem().orElse("the listener does not accept connections"));
        }
        return problems;
    }

    private boolean hasProxy() {
        return Arrays.stream(container.context().getBundles())
                .anyMatch(bundle -> (OURS + "proxy").equals(bundle.getSymbolicName()));
    }

    private void bundles(List<String> problems) {
        for (Bundle bundle : container.context().getBundles()) {
            boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
            if (ClassPathConnector.installed(bundle)
                    && !fragment
                    && bundle.getState() != Bundle.ACTIVE
                    && bundle.getState() != Bundle.STARTING) {
                problems.add("bundle '" + bundle.getSymbolicName() + "': is not active");
            }
        }
    }

    private void components(ServiceComponentRuntime runtime, List<String> problems) {
        BundleContext context = container.context();
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
            Bundle bundle = context.getBundle(description.bundle.id);
            if (bundle == null || !bundle.getSymbolicName().startsWith(OURS) || !description.defaultEnabled) {
                continue;
            }
            for (ComponentConfigurationDTO component : runtime.getComponentConfigurationDTOs(description)) {
                problem(component)
                        .ifPresent(problem -> problems.add("component '" + description.name + "' of bundle '"
                                + bundle.getSymbolicName() + "': " + problem));
            }
        }
    }

    private static Optional<String> problem(ComponentConfigurationDTO component) {
        return switch (component.state) {
            case ComponentConfigurationDTO.SATISFIED, ComponentConfigurationDTO.ACTIVE -> Optional.empty();
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of("its activation failed: " + firstLine(component.failure));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Optional.of("lacks " + lacking(component));
            default -> Optional.of("lacks its configuration");
        };
    }

    private static String lacking(ComponentConfigurationDTO component) {
        return Arrays.stream(component.unsatisfiedReferences)
                .map(reference -> "a service for its reference '" + reference.name + "'")
                .collect(Collectors.joining(" and "));
    }

    private static String firstLine(String failure) {
        return failure == null ? "no reason given" : failure.lines().findFirst().orElse("");
    }
}
