/**
 * A child JVM per slot that runs trials: protocol, deadline, kill. Its class path holds no Spark
 * jar.
 */
package io.sparing.worker;
