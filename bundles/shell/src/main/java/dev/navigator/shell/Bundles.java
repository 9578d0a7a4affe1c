package dev.navigator.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code bundles}: the parts Navigator is made of now. */
@Component(
        service = Bundles.class,
        property = {"osgi.command.scope=navigator", "osgi.command.function=bundles"})
public final class Bundles {

    private static final Map<Integer, String> STATES = Map.of(
            Bundle.UNINSTALLED, "uninstalled",
            Bundle.INSTALLED, "installed",
            Bundle.RESOLVED, "resolved",
            Bundle.STARTING, "starting",
            Bundle.STOPPING, "stopping",
            Bundle.ACTIVE, "active");

    private final BundleContext context;

    @Activate
    public Bundles(BundleContext context) {
        this.context = context;
    }

    public void bundles(CommandSession session) {
        Table table = new Table("ID", "LEVEL", "STATE", "NAME", "VERSION");
        List<Bundle> bundles = Stream.of(context.getBundles())
                .sorted(Comparator.comparingLong(Bundle::getBundleId))
                .toList();
        for (Bundle bundle : bundles) {
            table.row(
                    bundle.getBundleId(),
                    bundle.adapt(BundleStartLevel.class).getStartLevel(),
                    STATES.getOrDefault(bundle.getState(), "unknown"),
                    String.valueOf(bundle.getSymbolicName()),
                    bundle.getVersion());
        }
        session.getConsole().print(table);
    }
}
