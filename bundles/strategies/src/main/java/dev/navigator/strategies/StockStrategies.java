package dev.navigator.strategies;

import dev.navigator.api.pool.spi.EvictionPolicy;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.ScalingPolicy;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.strategy.StrategyOffer;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * Offers the stock strategies as any bundle offers its own: a service with a name. Of each kind the first is the default; all
 * rank below what others offer without a ranking.
 */
public final class StockStrategies implements BundleActivator {

    private static final int HIGHEST_RANKING = -100;

    @Override
    public void start(BundleContext context) {
        new Kind<>(context, PortSelector.class)
                .offer("lowest", new LowestPort())
                .offer("random", new RandomPort())
                .offer("sticky", new StickyPort());
        new Kind<>(context, LaunchCommandFactory.class)
                .offer("rails", new RailsCommand())
                .offer("procfile", new ProcfileCommand(), StockOptions.PROCFILE)
                .offer("rack", new RackCommand())
                .offer("node", new NodeCommand())
                .offer("python", new PythonCommand(), StockOptions.PYTHON)
                .offer("jar", new JarCommand(), StockOptions.JAR)
                .offer("command", new ConfiguredCommand());
        new Kind<>(context, ReadinessProbe.class)
                .offer("http", new HttpProbe(), StockOptions.HTTP)
                .offer("tcp", new TcpProbe())
                .offer("command", new CommandProbe(), StockOptions.COMMAND)
                .offer("log", new LogProbe(), StockOptions.LOG)
                .offer("none", new NoProbe());
        new Kind<>(context, RestartPolicy.class)
                .offer("exponential", new ExponentialRestart(), StockOptions.EXPONENTIAL)
                .offer("fixed", new FixedRestart(), StockOptions.DELAY)
                .offer("never", new NeverRestart());
        new Kind<>(context, ScalingPolicy.class)
                .offer("concurrency", new ConcurrencyScaling())
                .offer("queue-depth", new QueueDepthScaling(), StockOptions.QUEUE_DEPTH)
                .offer("fixed", new FixedScaling(), StockOptions.INSTANCES);
        new Kind<>(context, InstanceSelector.class)
                .offer("least-busy", new LeastBusy())
                .offer("round-robin", new RoundRobin())
                .offer("sticky-cookie", new StickyCookie(), StockOptions.STICKY_COOKIE);
        new Kind<>(context, EvictionPolicy.class)
                .offer("longest-idle", new LongestIdle())
                .offer("least-used", new LeastUsed());
    }

    /** The framework withdraws what the bundle has registered. */
    @Override
    public void stop(BundleContext context) {}

    private static final class Kind<S> {
        private final BundleContext context;
        private final Class<S> type;
        private int ranking = HIGHEST_RANKING;

        Kind(BundleContext context, Class<S> type) {
            this.context = context;
            this.type = type;
        }

        Kind<S> offer(String name, S strategy) {
            return offer(name, strategy, StockOptions.NONE);
        }

        Kind<S> offer(String name, S strategy, String options) {
            Map<String, Object> properties = Map.of(
                    StrategyOffer.NAME_PROPERTY,
                    name,
                    StrategyOffer.OPTIONS_PROPERTY,
                    options,
                    Constants.SERVICE_RANKING,
                    ranking--);
            context.registerService(type, strategy, FrameworkUtil.asDictionary(properties));
            return this;
        }
    }
}
