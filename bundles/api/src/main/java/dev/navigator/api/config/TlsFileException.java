package dev.navigator.api.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A certificate or key file that cannot be used. The message, for an operator, says why and what helps; it holds no secret. */
public class TlsFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String problem;

    /**
     * @param file the one at fault
     */
    public TlsFileException(Path file, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file;
        problem = message;
    }

    /** What is wrong with the file, and what helps. */
    public String problem() {
        return problem;
    }

    /** The file at fault. */
    public Path file() {
        return file;
    }
}
