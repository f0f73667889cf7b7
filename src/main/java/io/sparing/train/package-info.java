/** The training loop, optimizer, schedule and learning curves. */
package io.sparing.train;
