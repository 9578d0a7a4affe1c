package dev.navigator.shell;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lists the bundles Navigator consists of. */
@Component(
        service = Bundles.class,
        property = {
            Command.SCOPE,
            Command.NAME + "bundles",
            Command.USAGE + "=" + Bundles.FORM,
            Command.SUMMARY + "=the bundles Navigator is made of, with their states"
        })
public final class Bundles extends Command {

    static final String FORM = "bundles";

    private final BundleContext context;

    @Activate
    public Bundles(BundleContext context) {
        this.context = context;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Words.of(words, FORM).noNames(FORM);
        Table table = new Table("ID", "LEVEL", "STATE", "NAME", "VERSION");
        Arrays.stream(context.getBundles())
                .sorted(Comparator.comparingLong(Bundle::getBundleId))
                .forEach(bundle -> table.row(
                        bundle.getBundleId(),
                        level(bundle),
                        state(bundle),
                        Optional.ofNullable(bundle.getSymbolicName()).orElse(bundle.getLocation()),
                        bundle.getVersion()));
        out.print(table);
    }

    private static String level(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level == null ? "" : Integer.toString(level.getStartLevel());
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            default -> "uninstalled";
        };
    }
}
