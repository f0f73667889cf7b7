package io.sparing.cli;

import io.sparing.look.DataLook;
import io.sparing.look.Landmarks;
import java.util.Optional;

/**
 * What looking at somebody's data gave.
 *
 * @param look what they are like
 * @param seconds that reading them took
 * @param landmarks what is reached on them at once, if that was asked for
 */
record Looked(DataLook look, double seconds, Optional<Landmarks> landmarks) {}
