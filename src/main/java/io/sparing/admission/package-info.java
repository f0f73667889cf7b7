/**
 * Which trials of a machine may start: a trial is refused if what it surely needs is more than
 * there is, and waits until what it probably needs at most is free, in host memory and on one of
 * the GPUs. Bytes are expected ones; nobody else's memory is watched.
 */
package io.sparing.admission;
