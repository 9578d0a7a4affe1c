package dev.navigator.launcher.guard;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Called by plugins in place of what would end the JVM. */
@SuppressWarnings("DoNotCallSuggester") // the calls are put there when there is no compiler any more
public final class Exit {

    private static final Logger LOG = LoggerFactory.getLogger(Exit.class);
    private static final StackWalker CALLER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Exit() {}

    /** In place of {@link System#exit}. */
    public static void exit(int status) {
        throw refused(CALLER.getCallerClass(), status);
    }

    /** In place of {@link Runtime#exit}. */
    public static void exit(Runtime runtime, int status) {
        throw refused(CALLER.getCallerClass(), status);
    }

    /** In place of {@link Runtime#halt}. */
    public static void halt(Runtime runtime, int status) {
        throw refused(CALLER.getCallerClass(), status);
    }

    private static ExitRefusedError refused(Class<?> caller, int status) {
        Bundle bundle = FrameworkUtil.getBundle(caller);
        String name = bundle == null ? caller.getName() : bundle.getSymbolicName() + " " + bundle.getVersion();
        LOG.warn("Exit refused bundle=\"{}\" class={} status={}; Navigator goes on", name, caller.getName(), status);
        return new ExitRefusedError("bundle '" + name + "' must not end Navigator");
    }
}
