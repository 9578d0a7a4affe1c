package dev.navigator.config.yaml;

/** Is told what is wrong with a file. */
public interface Complaints {

    /**
     * @param line from 1; 0 when the file as a whole is meant
     * @param column from 1; 0 when the file as a whole is meant
     * @param key what stands there, as far as it is known
     */
    void error(int line, int column, KeyPath key, String message);

    /** Whether so much is wrong that more is not worth telling. */
    default boolean enough() {
        return false;
    }

    /** Tells what is wrong with the file as a whole. */
    default void error(String message) {
        error(0, 0, KeyPath.ROOT, message);
    }
}
