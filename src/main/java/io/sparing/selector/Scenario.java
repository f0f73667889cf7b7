package io.sparing.selector;

/** An environment together with the data set on which answers to it are scored. */
record Scenario(Environment environment, Evidence.Cell cell) {}
