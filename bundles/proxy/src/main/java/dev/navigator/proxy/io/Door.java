package dev.navigator.proxy.io;

import org.jspecify.annotations.Nullable;

/** Where clients come in. Asked on I/O threads, for each connection anew. */
public interface Door {

    /** The handler of a connection that {@code thread}, which calls, is going to run. */
    Link link(IoThread thread);

    /** How connections accepted now are secured; null: not at all. */
    @Nullable
    Tls tls();
}
