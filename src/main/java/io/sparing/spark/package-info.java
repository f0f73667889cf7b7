/**
 * The only place that distributes: the driver's loop, Spark tasks and the workers of their slots.
 */
package io.sparing.spark;
