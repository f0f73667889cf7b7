/**
 * Meters: what a trial takes while it runs. Each is a class and a line in {@link
 * io.sparing.meter.Meters}. What is measured has a column; what a machine has no meter for has
 * none, and a note that says why.
 */
package io.sparing.meter;
