package io.sparing.look;

/**
 * A class of a data set.
 *
 * @param label its name
 * @param rows of all splits
 */
public record ClassRows(String label, int rows) {}
