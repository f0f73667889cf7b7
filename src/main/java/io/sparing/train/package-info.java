/** The training loop, optimizer, schedule and memory meter. */
package io.sparing.train;
