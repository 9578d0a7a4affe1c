package dev.navigator.strategies;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * {@code command}: the shell command in the option {@code command} ends with 0. It runs in the tenant's folder, with Navigator's
 * environment and {@code PORT}; one that takes too long is killed.
 */
public final class CommandProbe implements ReadinessProbe {

    @Override
    public boolean ready(ProbeContext context) throws IOException, InterruptedException {
        String command = new Options(context.options()).required("command");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(context.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", Integer.toString(context.address().getPort()));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(context.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("'" + command + "' takes too long");
            }
            if (process.exitValue() != 0) {
                throw new IOException("'" + command + "' ended with " + process.exitValue());
            }
            return true;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
