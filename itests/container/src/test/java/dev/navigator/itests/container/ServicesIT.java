package dev.navigator.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.Reloader;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pids.Identities;
import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.spi.EvictionPolicy;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.ScalingPolicy;
import dev.navigator.api.ports.PortLease;
import dev.navigator.api.ports.Ports;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.routing.Listener;
import dev.navigator.api.strategy.StrategyChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ServicesIT {

    private static final long PATIENCE_MILLIS = 10_000;
    private static final TenantId SHOP = new TenantId("shop");

    @Inject
    private BundleContext context;

    @org.ops4j.pax.exam.Configuration
    public Option[] distribution() {
        return options(junitBundles(), Distribution.bundles(), Distribution.testing());
    }

    @Before
    public void offerWhatTheLauncherOffers() throws Exception {
        LauncherServices.offer(context);
    }

    @Test
    public void everyServiceOfTheApiIsOffered() throws InterruptedException {
        for (Class<?> service : List.of(
                Configuration.class,
                Reloader.class,
                Ports.class,
                Identities.class,
                PidFiles.class,
                Ledger.class,
                Processes.class,
                Pool.class,
                ManagedProcesses.class,
                Listener.class)) {
            assertNotNull(service.getName(), await(service));
        }
    }

    @Test
    public void stockStrategiesComeThroughTheRegistryWithTheirNames() throws Exception {
        for (Class<?> strategy : List.of(
                PortSelector.class,
                LaunchCommandFactory.class,
                ReadinessProbe.class,
                RestartPolicy.class,
                ScalingPolicy.class,
                InstanceSelector.class,
                EvictionPolicy.class)) {
            await(strategy);
            for (ServiceReference<?> reference : context.getServiceReferences(strategy, null)) {
                assertNotNull(strategy.getName(), reference.getProperty("navigator.strategy"));
            }
        }
    }

    @Test
    public void aStrategyIsSwappedWithoutRestartingAnything() throws InterruptedException {
        Ports ports = await(Ports.class);
        await(Pool.class);
        PortLease before = ports.lease(SHOP, StrategyChoice.ANY);
        Map<Long, String> services = services();

        PortSelector highest = (tenant, free, options) -> OptionalInt.of(free.last());
        ServiceRegistration<PortSelector> registration = context.registerService(
                PortSelector.class, highest, FrameworkUtil.asDictionary(Map.of("navigator.strategy", "highest")));
        PortLease swapped = ports.lease(SHOP, StrategyChoice.ANY);
        registration.unregister();
        PortLease after = ports.lease(SHOP, StrategyChoice.ANY);

        assertEquals(LauncherServices.FIRST_PORT, before.port());
        assertEquals(LauncherServices.FIRST_PORT + LauncherServices.PORTS - 1, swapped.port());
        assertEquals(LauncherServices.FIRST_PORT + 1, after.port());
        assertEquals(services, services());
        List.of(before, swapped, after).forEach(ports::release);
    }

    @Test
    public void aStrategyThatThrowsIsContained() throws InterruptedException {
        Ports ports = await(Ports.class);
        ServiceRegistration<PortSelector> registration = context.registerService(
                PortSelector.class,
                (tenant, free, options) -> {
                    throw new IllegalStateException("on purpose");
                },
                null);

        PortLease lease = ports.lease(SHOP, StrategyChoice.ANY);
        registration.unregister();

        assertTrue(lease.port() >= LauncherServices.FIRST_PORT);
        ports.release(lease);
    }

    /** The services of Navigator's own bundles, by ID: a restarted component would have a new one. */
    private Map<Long, String> services() {
        Map<Long, String> services = new TreeMap<>();
        Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("dev.navigator."))
                .filter(bundle -> bundle.getRegisteredServices() != null)
                .forEach(bundle -> Arrays.stream(bundle.getRegisteredServices())
                        .forEach(reference ->
                                services.put((Long) reference.getProperty("service.id"), bundle.getSymbolicName())));
        return services;
    }

    private <S> S await(Class<S> type) throws InterruptedException {
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            S service = tracker.waitForService(PATIENCE_MILLIS);
            assertNotNull("no service " + type.getName(), service);
            return service;
        } finally {
            tracker.close();
        }
    }
}
