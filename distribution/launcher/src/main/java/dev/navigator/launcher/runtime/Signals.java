package dev.navigator.launcher.runtime;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * What Navigator does on signals. Java hears of them through {@code sun.misc.Signal} alone, which is supported (module
 * jdk.unsupported) but warned of by the compiler: hence the reflection.
 */
public final class Signals {

    private Signals() {}

    /** Calls {@code action}, on a thread of the JVM's, whenever the signal, such as {@code HUP}, arrives. */
    public static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, args) -> {
                switch (method.getName()) {
                    case "handle" -> action.run();
                    case "equals" -> {
                        return proxy == args[0];
                    }
                    case "hashCode" -> {
                        return System.identityHashCode(proxy);
                    }
                    default -> {
                        return "handler of SIG" + name;
                    }
                }
                return null;
            };
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, calls));
        } catch (ReflectiveOperationException e) {
            throw new LaunchFailure("signal " + name + " cannot be handled on this JVM", e);
        }
    }
}
