package dev.navigator.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.navigator.api.config.Configuration;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.LoggerFactory;

/**
 * The log as a component. When it is replaced, its appender goes on until its successor's is there; when no successor comes,
 * the launcher's takes over again.
 */
@Component(immediate = true)
public final class ConfiguredLog implements ProblemSource {

    private static final Duration SUCCESSION = Duration.ofSeconds(10);
    private static final long FLUSH_SECONDS = 3;

    private final Lifecycle lifecycle;
    private final Scheduler scheduler;
    private final SerialTasks tasks;
    private final Log log;

    @Activate
    public ConfiguredLog(@Reference Scheduler scheduler, @Reference Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
        this.scheduler = scheduler;
        this.tasks = new SerialTasks(scheduler.blocking());
        this.log = new Log((LoggerContext) LoggerFactory.getILoggerFactory(), scheduler::nanoTime);
    }

    @Deactivate
    void deactivate() {
        if (!lifecycle.stopping()) {
            scheduler.after(SUCCESSION, tasks, log::end);
            return;
        }
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        tasks.execute(() -> {
            log.flush();
            flushed.complete(null);
        });
        flushed.completeOnTimeout(null, FLUSH_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Keeps the state when somebody gives this component a configuration of Config Admin's. */
    @Modified
    void modified() {
        // there is nothing to configure
    }

    @Override
    public List<String> problems() {
        return log.problem().stream().toList();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfiguration(Configuration configuration) {
        tasks.execute(() -> log.apply(configuration.logging()));
    }

    /** The last configuration stays in force until the next one comes. */
    void unbindConfiguration(Configuration configuration) {
        // nothing changes
    }
}
