package io.sparing.money;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hourly prices in one currency.
 *
 * @param currency of all amounts, such as {@code USD}
 * @param date on which they held, {@code 2026-05-29}
 * @param source where they are from
 * @param coreHour a core of a CPU; empty where it has no price
 * @param gigabyteHour a GB of host memory beside it; empty where it has no price
 * @param gpus each GPU by the words of its name that tell it
 */
public record Prices(
    String currency,
    String date,
    String source,
    OptionalDouble coreHour,
    OptionalDouble gigabyteHour,
    Map<String, Double> gpus) {

  /** Copies the map, in its order. */
  public Prices {
    gpus = Collections.unmodifiableMap(new LinkedHashMap<>(gpus));
  }

  /** Returns what an hour of that costs. */
  public Rate rate(Rental rental) {
    return switch (rental.device()) {
      case CPU -> cpu(rental);
      case GPU -> gpu(rental.hardware());
    };
  }

  private Rate cpu(Rental rental) {
    if (coreHour.isEmpty() || gigabyteHour.isEmpty()) {
      return unknown(
          "the price list has no %s; add it (%s)"
              .formatted(coreHour.isEmpty() ? "core_hour" : "gigabyte_hour", list()));
    }
    double perHour =
        rental.cores() * coreHour.getAsDouble()
            + rental.hostGigabytes() * gigabyteHour.getAsDouble();
    return new Rate(OptionalDouble.of(perHour), list());
  }

  private Rate gpu(String name) {
    if (name.isBlank()) {
      return unknown("the GPU's name is not known here, so it has no price");
    }
    Set<String> words = Set.copyOf(words(name));
    Optional<Map.Entry<String, Double>> best =
        gpus.entrySet().stream()
            .filter(entry -> words.containsAll(words(entry.getKey())))
            .max(Comparator.comparingInt(entry -> words(entry.getKey()).size()));
    return best.isPresent()
        ? new Rate(OptionalDouble.of(best.get().getValue()), list() + ": " + best.get().getKey())
        : unknown(
            "the price list has no GPU %s; known: %s; add it (%s)"
                .formatted(name, String.join(", ", gpus.keySet()), list()));
  }

  private static Rate unknown(String why) {
    return new Rate(OptionalDouble.empty(), why);
  }

  /** Returns currency and date, which notes on amounts begin with: {@code USD, prices of …}. */
  public String list() {
    return "%s, prices of %s".formatted(currency, date);
  }

  /** Returns the distinct words of a name, in lower case: runs of letters and digits. */
  private static List<String> words(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .distinct()
        .collect(Collectors.toList());
  }
}
