package io.sparing.trial;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Short names for people by which the trials of a list can be told apart: a {@link
 * TrialSpec#label() label}, and where several trials share it, the settings in which these differ.
 * Seeds are not shown.
 */
public final class TrialLabels {

  private final Map<TrialSpec, String> labels = new HashMap<>();

  /** Makes labels of these trials. */
  public TrialLabels(Collection<TrialSpec> trials) {
    trials.stream().distinct().collect(Collectors.groupingBy(TrialSpec::label)).forEach(this::add);
  }

  /** Returns the label of one of the trials; for another trial, its own label. */
  public String of(TrialSpec spec) {
    return labels.getOrDefault(spec, spec.label());
  }

  /** Returns the length of the longest label, in characters. */
  public int width() {
    return labels.values().stream().mapToInt(String::length).max().orElse(0);
  }

  private void add(String label, List<TrialSpec> alike) {
    List<Map<String, Object>> settings = alike.stream().map(TrialSpecParser::toSettings).toList();
    Set<String> names = new LinkedHashSet<>();
    settings.forEach(values -> names.addAll(values.keySet()));
    names.remove("seed");
    names.removeIf(name -> values(settings, name).size() == 1);
    for (int i = 0; i < alike.size(); i++) {
      Map<String, Object> own = settings.get(i);
      String differences =
          names.stream()
              .filter(own::containsKey)
              .map(name -> " · %s=%s".formatted(name, own.get(name)))
              .collect(Collectors.joining());
      labels.put(alike.get(i), label + differences);
    }
  }

  private static Set<Object> values(List<Map<String, Object>> settings, String name) {
    Set<Object> values = new HashSet<>();
    settings.forEach(own -> values.add(Objects.requireNonNullElse(own.get(name), "")));
    return values;
  }
}
