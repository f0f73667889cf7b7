/**
 * Quality, latency, memory, energy and cost: each a value with its unit. This room depends on
 * nothing.
 */
package io.sparing.measure;
