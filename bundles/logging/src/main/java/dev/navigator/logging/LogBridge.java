package dev.navigator.logging;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;

/**
 * Registers OSGi's Log Service, one for each bundle that asks. The component runtime reports through it why a component does
 * not come up; this is an activator because a component would depend on what it is to report about.
 */
public final class LogBridge implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                new String[] {LogService.class.getName(), LoggerFactory.class.getName()}, new PerBundle(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework withdraws the service
    }

    private static final class PerBundle implements ServiceFactory<LogService> {

        @Override
        public LogService getService(Bundle bundle, ServiceRegistration<LogService> registration) {
            return new BridgedLogService(bundle);
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<LogService> registration, LogService service) {
            // nothing to let go of
        }
    }
}
