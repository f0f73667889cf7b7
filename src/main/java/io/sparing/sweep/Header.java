package io.sparing.sweep;

import io.sparing.adapt.Parameter;
import io.sparing.budget.Budget;
import io.sparing.budget.Resource;
import io.sparing.measure.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The top-level keys of a sweep file that hold one value, or a budget. */
final class Header {

  private static final String BUDGET = "budget";

  static final List<String> KEYS =
      List.of("name", "description", "metric", "timeout_minutes", "preparation_timeout", BUDGET);

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final long MILLIS_A_MINUTE = Duration.ofMinutes(1).toMillis();
  private static final double LONGEST_MINUTES = Duration.ofDays(7).toMinutes();

  private static final Parameter METRIC =
      Parameter.text(
          "metric",
          EnumSet.range(Metric.ACCURACY, Metric.TEST_LOSS).stream().map(Metric::column).toList(),
          null,
          "quality metric");
  private static final Parameter TIMEOUT =
      Parameter.number("timeout_minutes", 0.01, LONGEST_MINUTES, null, "limit of a trial");

  private Header() {}

  /** Reads one value; null if it is refused, which is reported. */
  static Object read(String key, Node node, Yaml yaml, Problems problems) {
    if (key.equals(BUDGET)) {
      return budget(node, yaml, problems);
    }
    if (!(node instanceof ScalarNode scalar)) {
      problems.report(
          yaml.place(node), "Invalid %s: %s; expected a single value", key, Yaml.show(node));
      return null;
    }
    SettingReader reader = new SettingReader(yaml, problems);
    return switch (key) {
      case "metric" -> metric(reader.single(METRIC, node, yaml.place(node)), problems);
      case "timeout_minutes" -> timeout(reader.single(TIMEOUT, node, yaml.place(node)));
      case "preparation_timeout" -> limit(key, scalar, yaml, problems);
      case "name" -> name(scalar, yaml, problems);
      default -> scalar.getValue();
    };
  }

  private static Object metric(Written written, Problems problems) {
    if (!written.sound()) {
      return null;
    }
    Metric metric = Metric.find((String) written.values().get(0));
    if (metric.ofLabels()) {
      return metric;
    }
    problems.report(
        written.place(),
        "Invalid metric: %s; expected one that is measured where rows have labels: %s",
        metric.column(),
        Arrays.stream(Metric.values())
            .filter(Metric::ofLabels)
            .map(Metric::column)
            .collect(Collectors.joining(", ")));
    return null;
  }

  private static Object budget(Node node, Yaml yaml, Problems problems) {
    if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      problems.report(
          yaml.place(node),
          "Invalid budget: %s; expected one or more of %s, such as {money: 5, hours: 2}",
          Yaml.show(node),
          String.join(", ", Resource.KEYS));
      return null;
    }
    Map<Resource, Double> caps = new EnumMap<>(Resource.class);
    yaml.entries(mapping)
        .forEach(
            (name, entry) -> {
              Node value = entry.getValueNode();
              try {
                caps.put(Resource.find(name), Budget.amount(name, Yaml.show(value)));
              } catch (IllegalArgumentException e) {
                problems.report(yaml.place(value), "%s", e.getMessage());
              }
            });
    return new Budget(caps);
  }

  private static Object timeout(Written written) {
    return written.sound()
        ? Duration.ofMillis(Math.round((Double) written.values().get(0) * MILLIS_A_MINUTE))
        : null;
  }

  private static Object limit(String key, ScalarNode scalar, Yaml yaml, Problems problems) {
    try {
      return TimeLimit.parse(key, scalar.getValue());
    } catch (IllegalArgumentException e) {
      problems.report(yaml.place(scalar), "%s", e.getMessage());
      return null;
    }
  }

  private static Object name(ScalarNode scalar, Yaml yaml, Problems problems) {
    if (NAME.matcher(scalar.getValue()).matches()) {
      return scalar.getValue();
    }
    problems.report(
        yaml.place(scalar),
        "Invalid name: %s; expected lower-case letters, digits and hyphens",
        scalar.getValue());
    return null;
  }
}
