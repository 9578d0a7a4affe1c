package dev.navigator.config.yaml;

/** Is told what is wrong with a file. */
@FunctionalInterface
public interface Complaints {

    /**
     * @param line from 1; 0 when the file as a whole is meant
     * @param column from 1; 0 when the file as a whole is meant
     */
    void error(int line, int column, String message);
}
