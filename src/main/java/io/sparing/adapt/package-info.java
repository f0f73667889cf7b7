/** Adaptation strategies: each one class, a small function on a model's module tree. */
package io.sparing.adapt;
