package dev.navigator.shell;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;

/** The real command processor, without a framework. */
final class Gogo {

    final CommandProcessorImpl processor = new CommandProcessorImpl(new ThreadIOImpl());

    /** Offers the method {@code function} of {@code command} as a command of Navigator's. */
    Gogo with(Object command, String function) {
        processor.addCommand("navigator", command, function);
        return this;
    }
}
