package dev.navigator.api.runtime.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Somebody who knows of something that is wrong now; offered as a service, asked when an operator asks. */
@ConsumerType
public interface ProblemSource {

    /**
     * What is wrong now, each a sentence with its subject and the remedy; empty when nothing is. Calls come from any thread and
     * must not block.
     */
    List<String> problems();
}
