package io.sparing.selector;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** One test that an environment passes or not; a rule holds if all of its conditions do. */
public sealed interface Condition {

  /** Returns whether the environment passes. */
  boolean holds(Environment environment);

  /** Returns the condition in words, such as {@code memory ≥ 4 GB}. */
  String words();

  /** How a value is compared with a threshold. */
  enum Operator {
    AT_LEAST("≥", ">="),
    ABOVE(">", ">"),
    AT_MOST("≤", "<="),
    BELOW("<", "<");

    private final String sign;
    private final String sql;

    Operator(String sign, String sql) {
      this.sign = sign;
      this.sql = sql;
    }

    /** Returns the sign for people. */
    public String sign() {
      return sign;
    }

    /** Returns the sign in SQL. */
    public String sql() {
      return sql;
    }

    /** Returns its name in rule files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean test(double value, double threshold) {
      return switch (this) {
        case AT_LEAST -> value >= threshold;
        case ABOVE -> value > threshold;
        case AT_MOST -> value <= threshold;
        case BELOW -> value < threshold;
      };
    }

    /** Returns whether an infinite value passes. */
    boolean upward() {
      return this == AT_LEAST || this == ABOVE;
    }

    static Operator find(String key) {
      return Arrays.stream(values())
          .filter(operator -> operator.key().equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Unknown operator: " + key + "; known: at_least, above, at_most, below"));
    }
  }

  /**
   * A numeric limit against a threshold.
   *
   * @param threshold in the feature's unit, finite
   */
  record Limit(Feature feature, Operator operator, double threshold) implements Condition {

    /**
     * @throws IllegalArgumentException if the threshold is not finite
     */
    public Limit {
      if (!Double.isFinite(threshold)) {
        throw new IllegalArgumentException(
            "Invalid threshold of %s: %s; expected a finite number"
                .formatted(feature.column(), threshold));
      }
    }

    @Override
    public boolean holds(Environment environment) {
      double value = environment.value(feature);
      boolean unknown = feature == Feature.CLASSES && value == 0;
      return !unknown && operator.test(value, threshold);
    }

    @Override
    public String words() {
      return feature.words() + " " + operator.sign() + " " + feature.format(threshold);
    }
  }

  /** A category that is one of some names. */
  record OneOf(Category category, Set<String> names) implements Condition {

    /**
     * @throws IllegalArgumentException if there is no name
     */
    public OneOf {
      if (names.isEmpty()) {
        throw new IllegalArgumentException("Cannot compare " + category.column() + " with no name");
      }
      names = Collections.unmodifiableSet(new TreeSet<>(names));
    }

    @Override
    public boolean holds(Environment environment) {
      return names.contains(environment.value(category));
    }

    @Override
    public String words() {
      return category.column() + " is " + String.join(" or ", names);
    }
  }

  /** Returns a numeric limit against a threshold. */
  static Condition limit(Feature feature, Operator operator, double threshold) {
    return new Limit(feature, operator, threshold);
  }

  /** Returns a category that is one of some names. */
  static Condition oneOf(Category category, String... names) {
    return new OneOf(category, Set.of(names));
  }
}
