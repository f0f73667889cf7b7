/**
 * Looks at a data set for whoever asks for advice: what it is like, what a person should know of
 * it, and what is reached on it at once, without training. Advice itself knows nothing of it.
 */
package io.sparing.look;
