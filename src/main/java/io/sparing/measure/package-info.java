/** Quality, latency, memory, energy and cost: each a value with its unit. Depends on nothing. */
package io.sparing.measure;
