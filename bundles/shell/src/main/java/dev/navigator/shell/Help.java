package dev.navigator.shell;

import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Component;

/** {@code help}: the commands. */
@Component(
        service = Help.class,
        property = {"osgi.command.scope=navigator", "osgi.command.function=help"})
public final class Help {

    private static final String TEXT = """
            ps [--json]     tenants' instances and managed processes
            status          version, listener, configuration, strategies
            start NAME      start a tenant's instance, or a managed process, that is down
            stop NAME       stop a tenant's instances, or a managed process, until started again
            restart NAME    replace a tenant's instances without losing a request; stop and start a managed process
            reload          read the configuration file again and deploy, as SIGHUP does
            bundles         the parts Navigator is made of
            shutdown        stop everything, as SIGTERM does
            """;

    public void help(CommandSession session) {
        session.getConsole().print(TEXT);
    }
}
