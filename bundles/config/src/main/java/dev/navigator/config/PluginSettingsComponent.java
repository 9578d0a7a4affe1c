package dev.navigator.config;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Delivers settings to plugins whenever a configuration or Configuration Admin comes. */
@Component(
        immediate = true,
        service = {})
public final class PluginSettingsComponent {

    private static final String HANDOVER_KEY = "configuration.plugins";

    private final Handover handover;
    private final Lifecycle lifecycle;
    private final Scheduler scheduler;
    private final PluginSettings settings;
    private volatile @Nullable Configuration configuration;
    private volatile @Nullable ConfigurationAdmin admin;

    @Activate
    public PluginSettingsComponent(
            @Reference Handover handover, @Reference Lifecycle lifecycle, @Reference Scheduler scheduler) {
        this.handover = handover;
        this.lifecycle = lifecycle;
        this.scheduler = scheduler;
        this.settings = new PluginSettings(handover.take(HANDOVER_KEY)
                .map(Set.class::cast)
                .map(PluginSettingsComponent::strings)
                .orElse(Set.of()));
    }

    private static Set<String> strings(Set<?> pids) {
        return pids.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /** Nothing of it is configured; without this method a change would replace it. */
    @Modified
    void modified() {}

    @Deactivate
    void deactivate() {
        if (!lifecycle.stopping()) {
            handover.leave(HANDOVER_KEY, settings.delivered());
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration next) {
        configuration = next;
        deliver();
    }

    /** The last one stays in force until another comes. */
    void unbindConfiguration(Configuration last) {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfigurationAdmin(ConfigurationAdmin next) {
        admin = next;
        deliver();
    }

    void unbindConfigurationAdmin(ConfigurationAdmin last) {
        if (admin == last) {
            admin = null;
        }
    }

    /** Reads both when it runs, so that the last of several deliveries brings the newest whatever their order. */
    private void deliver() {
        scheduler.blocking().execute(() -> {
            Configuration wanted = configuration;
            ConfigurationAdmin target = admin;
            if (wanted != null && target != null) {
                settings.deliver(target, wanted.plugins());
            }
        });
    }
}
