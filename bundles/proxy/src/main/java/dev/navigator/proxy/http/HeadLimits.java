package dev.navigator.proxy.http;

/**
 * How large a head may be.
 *
 * @param bytes start line and header section, with all line ends
 * @param fields header fields
 * @param target bytes of the request target
 */
public record HeadLimits(int bytes, int fields, int target) {}
