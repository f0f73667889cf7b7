package io.sparing.trial;

import io.sparing.adapt.Parameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values of settings that mean what was done before there was the setting. They are left out of
 * a trial's canonical form, so that its id stays as it was, and a stored trial that lacks the
 * setting had them.
 *
 * @param values by setting
 */
record AsBefore(Map<String, Object> values) {

  AsBefore {
    values = Map.copyOf(values);
  }

  /** Returns the values that the parameters declare. */
  static AsBefore of(Collection<Parameter> parameters) {
    return new AsBefore(
        parameters.stream()
            .filter(parameter -> parameter.asBefore() != null)
            .collect(Collectors.toMap(Parameter::name, Parameter::asBefore)));
  }

  /** Returns whether a setting's value is left out of the canonical form. */
  boolean leavesOut(String setting, Object value) {
    return value.equals(values.get(setting));
  }

  /**
   * Returns a stored trial's settings with what they had where they are older than a setting.
   *
   * @param takes names of the settings that its strategy takes
   */
  Map<String, Object> fill(Map<String, ?> stored, List<String> takes) {
    Map<String, Object> filled = new LinkedHashMap<>(stored);
    values.forEach(
        (name, value) -> {
          if (takes.contains(name)) {
            filled.putIfAbsent(name, value);
          }
        });
    return filled;
  }
}
