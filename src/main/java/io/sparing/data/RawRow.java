package io.sparing.data;

/**
 * A row as its file has it. A cell that the row lacks is null.
 *
 * @param line where it begins in its file, from 1
 * @param split null too where no column says it
 */
record RawRow(long line, String text, String pair, String label, String split) {}
