package io.sparing.sweep;

import io.sparing.adapt.Parameter;
import java.util.List;

/**
 * A setting as somebody wrote it.
 *
 * @param parameter which
 * @param values the parsed values to cross, in order; those that did not parse are left out
 * @param sound whether all of them parsed
 * @param text the values as written
 * @param place of the key
 */
record Written(Parameter parameter, List<Object> values, boolean sound, String text, Place place) {

  Written {
    values = List.copyOf(values);
  }
}
