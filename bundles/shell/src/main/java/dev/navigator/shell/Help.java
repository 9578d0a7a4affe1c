package dev.navigator.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lists the commands there are, those of third parties included. */
@Component(
        service = Help.class,
        property = {
            Command.SCOPE,
            Command.NAME + "help",
            Command.USAGE + "=" + Help.FORM,
            Command.SUMMARY + "=the commands"
        })
public final class Help extends Command {

    static final String FORM = "help";

    private static final String COMMANDS = "(&(osgi.command.scope=navigator)(osgi.command.function=*))";

    private final BundleContext context;

    @Activate
    public Help(BundleContext context) {
        this.context = context;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Words.of(words, FORM).noNames(FORM);
        Map<String, List<Object>> rows = new TreeMap<>();
        for (ServiceReference<?> command : commands()) {
            for (String name : names(command.getProperty("osgi.command.function"))) {
                rows.put(
                        name,
                        List.of(
                                text(command.getProperty(Command.USAGE), name),
                                text(command.getProperty(Command.SUMMARY), "")));
            }
        }
        Table table = new Table("COMMAND", "WHAT IT DOES");
        rows.values().forEach(row -> table.row(row.toArray()));
        out.print(table);
    }

    private Collection<ServiceReference<?>> commands() {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, COMMANDS);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is a constant", e);
        }
    }

    private static List<String> names(Object property) {
        if (property instanceof String[] several) {
            return List.of(several);
        }
        List<String> names = new ArrayList<>();
        if (property instanceof Collection<?> several) {
            several.forEach(name -> names.add(String.valueOf(name)));
        } else {
            names.add(String.valueOf(property));
        }
        return names;
    }

    private static String text(Object property, String otherwise) {
        return property instanceof String text ? text : otherwise;
    }
}
