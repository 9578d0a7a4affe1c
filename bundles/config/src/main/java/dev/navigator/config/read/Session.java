package dev.navigator.config.read;

import java.nio.file.Path;

/**
 * What is the same all through the reading of one file.
 *
 * @param workingDirectory absolute; relative paths are resolved against it
 * @param optionRules what strategies say of their options
 */
public record Session(Problems problems, Path workingDirectory, OptionRules optionRules) {

    /** Where any option of a strategy is taken. */
    public Session(Problems problems, Path workingDirectory) {
        this(problems, workingDirectory, OptionRules.NONE);
    }
}
