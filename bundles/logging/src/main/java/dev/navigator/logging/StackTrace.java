package dev.navigator.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/** What was thrown, with its causes, as Java prints it; of bounded length. */
final class StackTrace {

    private static final int FRAMES = 30;
    private static final int DEPTH = 8;

    private StackTrace() {}

    static String of(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder(512);
        append(text, thrown, "", 0);
        return text.toString();
    }

    /** The exception at the bottom of it, in one sentence. */
    static String cause(IThrowableProxy thrown) {
        IThrowableProxy cause = thrown;
        for (int depth = 0; depth < DEPTH && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClassName() : cause.getClassName() + ": " + cause.getMessage();
    }

    private static void append(StringBuilder text, IThrowableProxy thrown, String caption, int depth) {
        text.append(caption).append(thrown.getClassName());
        if (thrown.getMessage() != null) {
            text.append(": ").append(thrown.getMessage());
        }
        if (depth == DEPTH || thrown.isCyclic()) {
            return;
        }
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int own = Math.max(0, frames.length - thrown.getCommonFrames());
        for (int i = 0; i < Math.min(own, FRAMES); i++) {
            text.append("\n\tat ").append(frames[i].getStackTraceElement());
        }
        if (frames.length > Math.min(own, FRAMES)) {
            text.append("\n\t... ")
                    .append(frames.length - Math.min(own, FRAMES))
                    .append(" more");
        }
        for (IThrowableProxy suppressed : thrown.getSuppressed()) {
            append(text, suppressed, "\nSuppressed: ", depth + 1);
        }
        if (thrown.getCause() != null) {
            append(text, thrown.getCause(), "\nCaused by: ", depth + 1);
        }
    }
}
