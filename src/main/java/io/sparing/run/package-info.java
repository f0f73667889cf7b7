/**
 * One trial from its spec to its result. It knows no Spark: a trial runs in the same way on a
 * laptop, in a test and in a worker.
 */
package io.sparing.run;
