package io.sparing.trial;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.ShortForm;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what labels say of settings: each setting holds its own {@link ShortForm}. */
public final class ShortForms {

  private ShortForms() {}

  /**
   * Returns what the label of a trial says of its strategy's parameters.
   *
   * @param parameters values by name, in the order in which they show
   */
  static String ofTrial(Map<String, ?> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> find(entry.getKey()).map(form -> form.of(entry.getValue())).orElse(""))
        .collect(Collectors.joining());
  }

  /**
   * Returns what the label of a recommended configuration says of its settings.
   *
   * @param settings texts by name, in the order in which they show
   */
  public static String ofAdvice(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            entry ->
                find(entry.getKey())
                    .filter(ShortForm::inAdvice)
                    .map(form -> form.of(entry.getValue()))
                    .orElse(""))
        .collect(Collectors.joining());
  }

  private static Optional<ShortForm> find(String setting) {
    return Settings.find(setting).map(Parameter::shortForm);
  }
}
