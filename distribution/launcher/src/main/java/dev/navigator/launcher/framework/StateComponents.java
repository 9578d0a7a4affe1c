package dev.navigator.launcher.framework;

import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.launcher.runtime.LaunchFailure;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;

/** The components that let go of the state directory when another process takes over: see {@link Lifecycle#YIELDS}. */
public final class StateComponents {

    /** Those that start and stop processes have a lower number, those that keep account of them a higher one. */
    static final int LAST_THAT_ACTS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServiceComponentRuntime runtime;
    private final List<ComponentDescriptionDTO> components;

    private StateComponents(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
        this.components = runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> order(component) > 0)
                .sorted(Comparator.comparingInt(StateComponents::order))
                .toList();
    }

    public static StateComponents of(Container container) {
        return new StateComponents(container
                .service(ServiceComponentRuntime.class)
                .orElseThrow(() -> new LaunchFailure("the component runtime is not there")));
    }

    private static int order(ComponentDescriptionDTO component) {
        return component.properties.get(Lifecycle.YIELDS) instanceof Integer order ? order : 0;
    }

    /** Ends those that start and stop processes. */
    public void endThoseThatAct() {
        components.stream()
                .filter(component -> order(component) <= LAST_THAT_ACTS)
                .forEach(component -> await(component, runtime.disableComponent(component)));
    }

    /** Ends all others. */
    public void endTheRest() {
        components.stream()
                .filter(component -> order(component) > LAST_THAT_ACTS)
                .forEach(component -> await(component, runtime.disableComponent(component)));
    }

    /** Begins all of them anew. */
    public void begin() {
        for (int i = components.size() - 1; i >= 0; i--) {
            await(components.get(i), runtime.enableComponent(components.get(i)));
        }
    }

    private static void await(ComponentDescriptionDTO component, Promise<Void> done) {
        try {
            done.timeout(PATIENCE.toMillis()).getValue();
        } catch (InvocationTargetException e) {
            throw new LaunchFailure("component '" + component.name + "' does not let go, or begin: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }
}
