/**
 * Results as Parquet tables: {@code trials} with one row a trial, {@code curves} with one row a
 * point, {@code decisions} with one row for what a training decided by itself, their schemas, how
 * they are published without ever being overwritten, and how they are read, with Spark or without,
 * and queried. Columns follow from the registries of settings, strategies and metrics.
 */
package io.sparing.results;
