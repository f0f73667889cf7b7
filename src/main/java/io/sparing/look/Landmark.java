package io.sparing.look;

import java.util.Optional;

/**
 * What one way without training reaches on some rows of a data set.
 *
 * @param label strategy with its parameters, and model, for people
 * @param score on the test rows; empty if it failed
 * @param failure why, in a sentence; empty if it did not fail
 * @param seconds wall time, the start of its process included
 */
public record Landmark(String label, Optional<Score> score, String failure, double seconds) {}
