package io.sparing.sweep;

/**
 * One reason why a sweep is refused.
 *
 * @param place where it was written
 * @param message the key, the value and what was expected
 */
public record Problem(Place place, String message) {}
