package dev.navigator.shell;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.routing.Listener;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.strategy.StrategyOffer;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code status}: Navigator as a whole. */
@Component(
        service = Status.class,
        property = {"osgi.command.scope=navigator", "osgi.command.function=status"})
public final class Status {

    private final BundleContext context;
    private final Lifecycle lifecycle;
    private final @Nullable Listener listener;
    private final @Nullable Configuration configuration;

    @Activate
    public Status(
            BundleContext context,
            @Reference Lifecycle lifecycle,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Listener listener,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Configuration configuration) {
        this.context = context;
        this.lifecycle = lifecycle;
        this.listener = listener;
        this.configuration = configuration;
    }

    public void status(CommandSession session) throws InvalidSyntaxException {
        PrintStream out = session.getConsole();
        ProcessHandle self = ProcessHandle.current();
        out.println("version    " + lifecycle.version());
        out.println("pid        " + self.pid());
        self.info().startInstant().ifPresent(start -> out.println("started    " + start));
        out.println("listening  "
                + Optional.ofNullable(listener)
                        .flatMap(Listener::accepting)
                        .map(address -> address.getHostString() + ":" + address.getPort())
                        .orElse("no"));
        out.println("state      " + lifecycle.stateDirectory());
        if (configuration != null) {
            out.println("config     " + configuration.file());
            out.println("tenants    " + configuration.tenants().size());
            out.println("processes  " + configuration.managedProcesses().size());
        }
        out.println();
        out.print(strategies());
    }

    private Table strategies() throws InvalidSyntaxException {
        Table table = new Table("STRATEGY", "NAME", "RANKING", "BUNDLE");
        ServiceReference<?>[] offered =
                context.getAllServiceReferences(null, "(" + StrategyOffer.NAME_PROPERTY + "=*)");
        List<ServiceReference<?>> sorted = Stream.of(offered == null ? new ServiceReference<?>[0] : offered)
                .sorted(Comparator.comparing(Status::kind)
                        .thenComparing(
                                Comparator.<ServiceReference<?>>naturalOrder().reversed()))
                .toList();
        for (ServiceReference<?> reference : sorted) {
            Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
            table.row(
                    kind(reference),
                    String.valueOf(reference.getProperty(StrategyOffer.NAME_PROPERTY)),
                    ranking == null ? 0 : ranking,
                    String.valueOf(reference.getBundle()));
        }
        return table;
    }

    private static String kind(ServiceReference<?> reference) {
        String type = ((String[]) reference.getProperty(Constants.OBJECTCLASS))[0];
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
