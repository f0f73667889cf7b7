/**
 * One trial from its spec to its result. No Spark in sight: it runs the same on a laptop, in a test
 * and in a worker.
 */
package io.sparing.run;
