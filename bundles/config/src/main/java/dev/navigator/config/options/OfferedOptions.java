package dev.navigator.config.options;

import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.config.read.OptionRules;
import dev.navigator.config.schema.Nearest;
import dev.navigator.config.yaml.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.VersionRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the options of the strategies that are offered now. A metatype is read when a choice of its strategy is checked, and so
 * costs nothing at a start where nobody chooses. Thread-safe.
 */
public final class OfferedOptions implements OptionRules {

    private static final Logger LOG = LoggerFactory.getLogger(OfferedOptions.class);
    private static final String FOLDER = "OSGI-INF/metatype";

    private static final int MOST_KEPT = 200;

    private final BundleContext context;

    /** Many tenants choose the same strategy; by bundle, its last change, and the description's id. */
    private final Map<String, Optional<Map<String, OptionAttribute>>> read = new ConcurrentHashMap<>();

    public OfferedOptions(BundleContext context) {
        this.context = context;
    }

    @Override
    public Map<String, String> broken(StrategyKind kind, StrategyChoice choice) {
        ServiceReference<?> strategy = find(kind, choice);
        Bundle bundle = strategy == null ? null : strategy.getBundle();
        if (strategy == null
                || bundle == null
                || !(strategy.getProperty(StrategyOffer.OPTIONS_PROPERTY) instanceof String id)) {
            return Map.of();
        }
        return attributes(bundle, id)
                .map(known -> broken(choice, known, bundle))
                .orElse(Map.of());
    }

    private static Map<String, String> broken(
            StrategyChoice choice, Map<String, OptionAttribute> known, Bundle bundle) {
        Map<String, String> broken = new LinkedHashMap<>();
        choice.options().forEach((name, value) -> {
            OptionAttribute attribute = known.get(name);
            if (attribute == null) {
                String nearest = Nearest.to(name, known.keySet());
                broken.put(
                        name,
                        "strategy '" + choice.name().orElse("") + "' of " + bundle.getSymbolicName() + " "
                                + bundle.getVersion() + " has no option " + Quoted.text(name)
                                + (nearest == null ? "" : "; the nearest it has is '" + nearest + "'"));
            } else {
                attribute.broken(value).ifPresent(why -> broken.put(name, "option '" + name + "': " + why));
            }
        });
        known.forEach((name, attribute) -> {
            if (attribute.required() && !choice.options().containsKey(name)) {
                broken.put(name, "option '" + name + "' is missing");
            }
        });
        return broken;
    }

    /** The strategy that would serve, by the rules of the slots that ask it. */
    private @Nullable ServiceReference<?> find(StrategyKind kind, StrategyChoice choice) {
        ServiceReference<?>[] references = references(kind);
        ServiceReference<?> best = null;
        for (ServiceReference<?> reference : references) {
            if (meant(reference, choice) && (best == null || reference.compareTo(best) > 0)) {
                best = reference;
            }
        }
        return best;
    }

    private static boolean meant(ServiceReference<?> reference, StrategyChoice choice) {
        Bundle bundle = reference.getBundle();
        return bundle != null
                && choice.name().isPresent()
                && choice.name().get().equals(reference.getProperty(StrategyOffer.NAME_PROPERTY))
                && choice.version()
                        .map(range -> new VersionRange(range).includes(bundle.getVersion()))
                        .orElse(true);
    }

    private ServiceReference<?>[] references(StrategyKind kind) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(kind.service(), null);
            return found == null ? new ServiceReference<?>[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }

    private Optional<Map<String, OptionAttribute>> attributes(Bundle bundle, String id) {
        if (read.size() > MOST_KEPT) {
            read.clear();
        }
        return read.computeIfAbsent(
                bundle.getBundleId() + " " + bundle.getLastModified() + " " + id, key -> read(bundle, id));
    }

    private static Optional<Map<String, OptionAttribute>> read(Bundle bundle, String id) {
        Enumeration<URL> files = bundle.findEntries(FOLDER, "*.xml", true);
        for (URL file : files == null ? Collections.<URL>emptyList() : Collections.list(files)) {
            try (InputStream in = file.openStream()) {
                Optional<Map<String, OptionAttribute>> found = Metatype.read(in, id);
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException e) {
                LOG.warn("Metatype not read, options are taken unseen bundle={} file={}", bundle, file.getPath(), e);
            }
        }
        return Optional.empty();
    }
}
