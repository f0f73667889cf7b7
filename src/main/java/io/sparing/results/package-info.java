/**
 * Results as Parquet tables: {@code trials} with one row a trial and {@code curves} with one row a
 * point, their schemas, how they are published without ever being overwritten, and how they are
 * read, with Spark or without, and queried. Columns follow from the registries of settings,
 * strategies and metrics.
 */
package io.sparing.results;
