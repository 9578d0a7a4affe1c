package dev.navigator.config.binding;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.LoggingSettings.AccessLog;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.LoggingKeys;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the section {@code logging}. */
final class LoggingBinding {

    private final Fields fields;

    LoggingBinding(Fields fields) {
        this.fields = fields;
    }

    LoggingSettings settings() {
        return new LoggingSettings(
                fields.get(LoggingKeys.FORMAT),
                fields.find(LoggingKeys.FILE),
                fields.get(LoggingKeys.LEVEL),
                fields.get(LoggingKeys.LOG_MAX_SIZE),
                fields.get(LoggingKeys.LOG_KEEP),
                accessLog(fields.find(LoggingKeys.ACCESS_LOG)));
    }

    private static Optional<AccessLog> accessLog(Optional<Fields> section) {
        if (section.isEmpty()) {
            return Optional.empty();
        }
        AccessLog.Style style = section.get().get(LoggingKeys.ACCESS_FORMAT);
        Optional<Path> file = section.get().require(LoggingKeys.ACCESS_FILE);
        return file.isPresent() ? Optional.of(new AccessLog(style, file.get())) : Optional.empty();
    }
}
