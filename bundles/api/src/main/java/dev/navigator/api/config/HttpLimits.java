package dev.navigator.api.config;

/**
 * What a client may ask for at most.
 *
 * @param headBytes request line and header section; more is 431
 * @param headerCount header fields; more is 431
 * @param uriBytes request target; more is 414
 * @param bodyBytes request body; more is 413; 0: no limit
 * @param connections open client connections; more are answered 503 and closed
 * @param connectionsPerClient of one address; 0: no limit
 */
public record HttpLimits(
        int headBytes, int headerCount, int uriBytes, long bodyBytes, int connections, int connectionsPerClient) {}
