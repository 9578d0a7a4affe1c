package dev.navigator.launcher.runtime;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What Navigator does on signals. Java hears of them through {@code sun.misc.Signal} alone, which is supported (module
 * jdk.unsupported) but warned of by the compiler: hence the reflection.
 */
public final class Signals {

    private static final ReentrantLock CHANGING = new ReentrantLock();
    private static final Map<String, Runnable> ACTIONS = new HashMap<>();
    /** Those that came before it was known what they mean. */
    private static final Set<String> HELD = new HashSet<>();

    private Signals() {}

    /** Keeps the signal called {@code name} for {@link #on}, instead of ending the JVM. */
    public static void hold(String name) {
        handle(name);
    }

    /** Calls {@code action}, on a thread of the JVM's, whenever the signal, such as {@code HUP}, arrives; at once if it has. */
    public static void on(String name, Runnable action) {
        boolean held;
        CHANGING.lock();
        try {
            ACTIONS.put(name, action);
            held = HELD.remove(name);
        } finally {
            CHANGING.unlock();
        }
        handle(name);
        if (held) {
            action.run();
        }
    }

    static boolean held(String name) {
        CHANGING.lock();
        try {
            return HELD.contains(name);
        } finally {
            CHANGING.unlock();
        }
    }

    private static void arrived(String name) {
        Runnable action;
        CHANGING.lock();
        try {
            action = ACTIONS.getOrDefault(name, () -> {});
            if (!ACTIONS.containsKey(name)) {
                HELD.add(name);
            }
        } finally {
            CHANGING.unlock();
        }
        action.run();
    }

    private static void handle(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, args) -> {
                switch (method.getName()) {
                    case "handle" -> arrived(name);
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
