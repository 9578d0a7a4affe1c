package dev.navigator.proxy.listen;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.proxy.exchange.ProxySettings;
import dev.navigator.proxy.io.Tls;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration in the form in which it is put in force. */
record Prepared(
        ProxySettings settings,
        InetSocketAddress address,
        Optional<LoggingSettings.AccessLog> access,
        @Nullable Certificates certificates,
        @Nullable Tls tls) {}
