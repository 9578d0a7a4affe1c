package dev.navigator.processes;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as a component needs that registers a service. */
final class ServiceRegistry {

    private final List<Object> services = new CopyOnWriteArrayList<>();

    BundleContext context() {
        return proxy(BundleContext.class, (self, method, arguments) -> {
            if (!"registerService".equals(method.getName())) {
                throw new UnsupportedOperationException(method.toString());
            }
            services.add(arguments[1]);
            return registration(arguments[1]);
        });
    }

    <T> List<T> services(Class<T> type) {
        return services.stream().map(type::cast).toList();
    }

    private ServiceRegistration<?> registration(Object service) {
        return proxy(ServiceRegistration.class, (self, method, arguments) -> {
            if (!"unregister".equals(method.getName())) {
                throw new UnsupportedOperationException(method.toString());
            }
            services.remove(service);
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
