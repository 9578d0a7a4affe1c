package dev.navigator.launcher.deploy;

import dev.navigator.launcher.guard.Exit;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps plugins from ending the JVM: where their classes say {@code System.exit}, {@code Runtime.exit} or {@code Runtime.halt},
 * they are made to call {@link Exit} when they are loaded. It is a fence against mistakes, not a prison: reflection and native
 * code get past it. Classes on the class path, which is Navigator as it was started, never come here.
 */
final class ExitGuard implements WeavingHook {

    private static final Logger LOG = LoggerFactory.getLogger(ExitGuard.class);
    private static final String GUARD = Exit.class.getPackageName();

    @Override
    public void weave(WovenClass woven) {
        try {
            byte[] bytes = woven.getBytes();
            byte[] guarded = new ExitCalls(bytes).redirected();
            if (guarded != bytes) {
                woven.setBytes(guarded);
                woven.getDynamicImports().add(GUARD);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The JVM, which reads it next, says what is wrong with it.
            LOG.debug("Class cannot be read class={}", woven.getClassName(), e);
        }
    }
}
