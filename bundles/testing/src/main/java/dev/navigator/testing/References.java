package dev.navigator.testing;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** References to services that no framework knows. */
public final class References {

    private References() {}

    /** To a service of a bundle that is gone. */
    @SuppressWarnings("unchecked")
    public static <S> ServiceReference<S> with(Map<String, Object> properties) {
        return (ServiceReference<S>) Proxy.newProxyInstance(
                ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getProperties") ? FrameworkUtil.asDictionary(properties) : null);
    }
}
