package dev.navigator.config.read;

import java.nio.file.Path;

/**
 * What is the same all through the reading of one file.
 *
 * @param workingDirectory absolute; relative paths are resolved against it
 */
public record Session(Problems problems, Path workingDirectory) {}
