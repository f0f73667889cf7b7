package io.sparing.budget;

import io.sparing.text.Printable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a sweep may take in all its runs together.
 *
 * @param caps the most of each resource, above 0; what is not in it has no limit
 */
public record Budget(Map<Resource, Double> caps) {

  /** No limit at all. */
  public static final Budget NONE = new Budget(Map.of());

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");

  /** Copies the map, in the resources' order. */
  public Budget {
    EnumMap<Resource, Double> copy = new EnumMap<>(Resource.class);
    copy.putAll(caps);
    caps = Collections.unmodifiableMap(copy);
  }

  /** Returns whether anything is limited. */
  public boolean limits() {
    return !caps.isEmpty();
  }

  /** Returns the most of a resource; empty if it has no limit. */
  public Optional<Double> cap(Resource resource) {
    return Optional.ofNullable(caps.get(resource));
  }

  /** Returns whether no cap is exceeded by these amounts. */
  public boolean holds(Amounts amounts) {
    return caps.entrySet().stream().allMatch(cap -> amounts.of(cap.getKey()) <= cap.getValue());
  }

  /** Returns a copy in which the other's caps take the place of this one's. */
  public Budget with(Budget other) {
    EnumMap<Resource, Double> both = new EnumMap<>(Resource.class);
    both.putAll(caps);
    both.putAll(other.caps);
    return new Budget(both);
  }

  /**
   * Reads the most of a resource.
   *
   * @param key of the resource, for messages
   * @throws IllegalArgumentException if it is no number above 0
   */
  public static double amount(String key, String text) {
    if (!NUMBER.matcher(text).matches() || Double.parseDouble(text) == 0) {
      throw new IllegalArgumentException(
          "Invalid budget: %s of %s; expected a number above 0, such as 2.5"
              .formatted(key, Printable.of(text)));
    }
    return Double.parseDouble(text);
  }

  /**
   * Reads {@code money=5,hours=2,kwh=1}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Budget parse(String text) {
    EnumMap<Resource, Double> caps = new EnumMap<>(Resource.class);
    for (String part : text.split(",", -1)) {
      String[] pair = part.split("=", 2);
      if (pair.length < 2) {
        throw new IllegalArgumentException(
            "Invalid budget: %s; expected such as money=5,hours=2".formatted(Printable.of(text)));
      }
      Resource resource = Resource.find(pair[0].strip());
      if (caps.put(resource, amount(resource.key(), pair[1].strip())) != null) {
        throw new IllegalArgumentException(
            "Invalid budget: %s is given twice".formatted(resource.key()));
      }
    }
    return new Budget(caps);
  }

  /** Returns {@code 1.20 of 5.00 USD, 0.50 of 2.00 device-hours}. */
  public String words(Amounts amounts, String currency) {
    return caps.keySet().stream()
        .map(resource -> words(resource, amounts, currency))
        .collect(Collectors.joining(", "));
  }

  /** Returns what there is of a limited resource against its cap: {@code 1.20 of 5.00 USD}. */
  String words(Resource resource, Amounts amounts, String currency) {
    return "%s of %s %s"
        .formatted(
            number(amounts.of(resource)), number(caps.get(resource)), unit(resource, currency));
  }

  /** Returns a number with two decimals, and of what is below one as many as make three digits. */
  public static String number(double amount) {
    int decimals = 2;
    for (double rest = amount; rest > 0 && rest < 0.995 && decimals < 8; rest *= 10) {
      decimals++;
    }
    return String.format(Locale.ROOT, "%." + decimals + "f", amount);
  }

  private static String unit(Resource resource, String currency) {
    return switch (resource) {
      case MONEY -> currency;
      case HOURS -> "device-hours";
      case KWH -> "kWh";
    };
  }
}
