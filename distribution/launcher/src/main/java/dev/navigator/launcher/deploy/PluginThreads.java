package dev.navigator.launcher.deploy;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.launcher.installation.ClassPathConnector;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices threads that a plugin leaves behind when it stops. Nothing can end them: they, and through them the plugin's classes,
 * stay until the JVM ends. A thread is a plugin's when its class, its task or its context class loader is; one that the
 * plugin's start made inherits the latter.
 */
final class PluginThreads implements SynchronousBundleListener, ProblemSource {

    private static final Logger LOG = LoggerFactory.getLogger(PluginThreads.class);

    /** Until then a thread may end by itself. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Scheduler scheduler;
    private final List<Left> left = new CopyOnWriteArrayList<>();

    /** Threads of a bundle that has stopped. */
    private record Left(String bundle, List<WeakReference<Thread>> threads) {

        List<Thread> alive() {
            return threads.stream()
                    .map(WeakReference::get)
                    .filter(thread -> thread != null && thread.isAlive())
                    .toList();
        }
    }

    PluginThreads(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() != BundleEvent.STOPPING || ClassPathConnector.installed(bundle)) {
            return;
        }
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        if (loader != null) {
            String name = bundle.getSymbolicName() + " " + bundle.getVersion();
            WeakReference<ClassLoader> classes = new WeakReference<>(loader);
            scheduler.after(GRACE, scheduler.blocking(), () -> look(name, classes.get()));
        }
    }

    private void look(String bundle, @Nullable ClassLoader loader) {
        List<Thread> threads = loader == null ? List.of() : threads(loader);
        if (!threads.isEmpty()) {
            left.add(new Left(bundle, threads.stream().map(WeakReference::new).toList()));
            LOG.warn("Threads left behind bundle=\"{}\" threads=\"{}\"", bundle, names(threads));
        }
    }

    @Override
    public List<String> problems() {
        left.removeIf(bundle -> bundle.alive().isEmpty());
        return left.stream()
                .map(bundle -> "bundle '" + bundle.bundle() + "': has stopped and left threads behind ("
                        + names(bundle.alive()) + "); they and its classes stay until Navigator is started again")
                .toList();
    }

    private static String names(List<Thread> threads) {
        return threads.stream().map(Thread::getName).collect(Collectors.joining(", "));
    }

    /** Those alive that belong to {@code loader}. */
    static List<Thread> threads(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == loader
                        || thread.getClass().getClassLoader() == loader
                        || task(thread)
                                .map(task -> task.getClass().getClassLoader() == loader)
                                .orElse(false))
                .toList();
    }

    /** What a thread was made to run, where the JVM lets us see it. */
    private static Optional<Object> task(Thread thread) {
        try {
            Object holder = field(Thread.class, "holder", thread).orElse(null);
            return holder == null ? field(Thread.class, "target", thread) : field(holder.getClass(), "task", holder);
        } catch (InaccessibleObjectException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> field(Class<?> type, String name, Object object) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return Optional.ofNullable(field.get(object));
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return Optional.empty(); // other versions of Java have other fields
        }
    }
}
